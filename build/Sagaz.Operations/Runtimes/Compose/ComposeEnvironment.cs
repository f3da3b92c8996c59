using System.Globalization;
using Sagaz.Core.Topology;

namespace Sagaz.Operations.Runtimes.Compose;

/// <summary>Values of compose.yaml's variables: all in which environments and machines differ.</summary>
internal static class ComposeEnvironment
{
    /// <summary>Compose allows lower-case letters, digits, dashes and underscores.</summary>
    public static string ProjectName(string topology, string cluster) =>
        string.Concat($"{topology}-{cluster}".ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_' ? letter : '-'));

    /// <summary>The variables by name, in the file's order.</summary>
    /// <param name="project">Name of the Compose project.</param>
    /// <param name="topology">What should run.</param>
    /// <param name="state">State folder.</param>
    /// <param name="imageTag">Tag of the images.</param>
    /// <param name="machineBytes">Memory of the engine's machine.</param>
    public static IReadOnlyDictionary<string, string> Variables(string project, ClusterTopology topology, string state, string imageTag, long machineBytes)
    {
        var ports = topology.Ports;
        var variables = new Dictionary<string, string>
        {
            ["COMPOSE_PROJECT_NAME"] = project,
            ["COMPOSE_PROFILES"] = string.Join(',', Profiles(topology)),
            ["STATE_FOLDER"] = state,
            ["IMAGE_TAG"] = imageTag,
            // A ceiling and no share: were it one, every container would be made anew when the cluster grows.
            ["MEMBER_MEMORY"] = Number(Math.Min(topology.Postgres.MemoryPerMemberBytes, machineBytes)),
            ["BACKUP_FULL_HOURS"] = Number((long)topology.Backups.FullEvery.TotalHours),
            ["BACKUP_DIFFERENTIAL_HOURS"] = Number((long)topology.Backups.DifferentialEvery.TotalHours),
            ["PORT_PRIMARY"] = Number(ports.Primary),
            ["PORT_REPLICA"] = Number(ports.Replica),
            ["PORT_POOL_READ_WRITE"] = Number(ports.PoolReadWrite),
            ["PORT_POOL_READ_ONLY"] = Number(ports.PoolReadOnly),
            ["PORT_HAPROXY_STATS"] = Number(ports.HaproxyStats),
            ["PORT_PROMETHEUS"] = Number(ports.Monitoring.Prometheus),
            ["PORT_ALERTMANAGER"] = Number(ports.Monitoring.Alertmanager),
            ["PORT_GRAFANA"] = Number(ports.Monitoring.Grafana),
        };
        for (var n = 0; n < topology.Members; n++)
        {
            variables[$"PORT_MEMBER_{n}"] = Number(ports.Member + n);
            variables[$"PORT_PATRONI_{n}"] = Number(ports.Patroni + n);
        }
        return variables;
    }

    /// <summary>The text of an <c>.env</c> file; values in single quotes stand for themselves.</summary>
    public static string ToText(IReadOnlyDictionary<string, string> variables) =>
        "# Written by ./build.sh Init for this environment and machine.\n"
        + string.Concat(variables.Select(variable => $"{variable.Key}='{variable.Value.Replace("'", "\\'", StringComparison.Ordinal)}'\n"));

    /// <summary>A profile per member beyond the first, one for backups and, where the cluster is watched, one for each member's exporter.</summary>
    private static IEnumerable<string> Profiles(ClusterTopology topology)
    {
        List<string> members = [.. topology.MemberNames.Skip(1)];
        return
        [
            .. members,
            .. topology.HasBackups ? ["backups"] : Array.Empty<string>(),
            .. topology.HasMonitoring ? ["monitoring", .. members.Select(WatchingServices.ExporterOf)] : Array.Empty<string>(),
        ];
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
