using System.Text.Json.Nodes;
using Sagaz.Core.Topology;

namespace Sagaz.Operations.Runtimes.Compose;

/// <summary>In what an environment and a machine differ from deploy/compose/patroni/patroni.yml: durability, memory and what becomes of WAL.</summary>
internal static class PatroniOverlay
{
    /// <summary>The overlay as YAML, to be laid over the hand-written file.</summary>
    /// <param name="topology">What should run.</param>
    /// <param name="wanted">Patroni's whole cluster-wide configuration.</param>
    public static string Render(ClusterTopology topology, JsonObject wanted) => Yaml.Render(new Dictionary<string, object>
    {
        ["bootstrap"] = new Dictionary<string, object>
        {
            ["dcs"] = new Dictionary<string, object>
            {
                ["synchronous_mode"] = Scalar(wanted["synchronous_mode"]!),
                ["synchronous_mode_strict"] = Scalar(wanted["synchronous_mode_strict"]!),
                ["postgresql"] = new Dictionary<string, object>
                {
                    ["parameters"] = topology.Postgres.Memory.Keys.Append("archive_command").ToDictionary(name => name, name => (string)wanted["postgresql"]!["parameters"]![name]!),
                },
            },
        },
    });

    private static object Scalar(JsonNode value) => value.GetValueKind() == System.Text.Json.JsonValueKind.String ? (string)value! : (bool)value!;
}
