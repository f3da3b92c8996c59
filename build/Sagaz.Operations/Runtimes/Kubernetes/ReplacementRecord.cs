using System.Text.Json.Nodes;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>A replacement of the cluster's data that has begun, as the cluster itself remembers it: any machine can go on with it.</summary>
/// <param name="Id">Names it, over all of its runs.</param>
/// <param name="Holder">Names the run that works on it.</param>
/// <param name="Target">Which state it brings back.</param>
/// <param name="IsReplaced">Whether the first member has its new data; until then nothing is another than before.</param>
internal sealed record ReplacementRecord(string Id, string Holder, string Target, bool IsReplaced)
{
    /// <summary>Name of its ConfigMap.</summary>
    public const string Name = "restore-into-cluster";

    /// <summary>The ConfigMap.</summary>
    public JsonObject ToConfigMap(string space) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject { ["name"] = Name, ["namespace"] = space, ["labels"] = new JsonObject { ["app.kubernetes.io/part-of"] = "sagaz" } },
        ["data"] = new JsonObject { ["id"] = Id, ["holder"] = Holder, ["target"] = Target, ["is-replaced"] = IsReplaced ? "true" : "false" },
    };

    /// <summary>What such a ConfigMap says.</summary>
    public static ReplacementRecord Parse(JsonObject map)
    {
        string Text(string key) => (string)map["data"]![key]!;
        return new(Text("id"), Text("holder"), Text("target"), Text("is-replaced") == "true");
    }
}
