using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>What the API server knows of a deployment that failed: conditions of what is not ready, events, and the last lines of its pods.</summary>
internal sealed class FailureEvidence(KubeApi api)
{
    private const int ShownEvents = 10;
    private const int ShownLines = 8;

    /// <summary>The evidence, one line each; also what could not be read is said.</summary>
    public async Task<IReadOnlyList<string>> CollectAsync(CancellationToken cancellationToken)
    {
        try
        {
            var pods = (await api.ListAsync(ApiPath.Of("v1", "Pod", api.Connection.Namespace), cancellationToken)).Where(pod => !IsReady(pod) && (string?)pod["status"]?["phase"] != "Succeeded").ToList();
            var lines = new List<string>();
            foreach (var pod in pods)
                lines.AddRange(await DescribeAsync(pod, cancellationToken));
            lines.AddRange(await ReadEventsAsync(cancellationToken));
            return lines;
        }
        catch (SagazException silent)
        {
            return ["no evidence could be collected: " + silent.Sentence];
        }
    }

    private async Task<IReadOnlyList<string>> DescribeAsync(JsonObject pod, CancellationToken cancellationToken)
    {
        var name = (string)pod["metadata"]!["name"]!;
        var lines = new List<string> { $"pod {name}: {pod["status"]?["phase"]}" };
        lines.AddRange(ManifestObject.ListAt(pod, "status", "conditions").Where(condition => (string?)condition["status"] != "True" && condition["message"] is not null)
            .Select(condition => $"  {condition["type"]}: {condition["reason"]}: {condition["message"]}"));
        foreach (var container in ManifestObject.ListAt(pod, "status", "containerStatuses").Where(container => container["state"]?["waiting"] is null || (int?)container["restartCount"] > 0))
            lines.AddRange(await ReadLogAsync(name, container, cancellationToken));
        return lines;
    }

    /// <summary>Of one that died and waits to be started again, what it said before.</summary>
    private async Task<IReadOnlyList<string>> ReadLogAsync(string pod, JsonObject container, CancellationToken cancellationToken)
    {
        var previous = container["state"]?["waiting"] is not null ? "&previous=true" : "";
        try
        {
            var text = await api.ReadTextAsync($"{ApiPath.Core("Pod", pod, api.Connection.Namespace)}/log?container={container["name"]}&tailLines={ShownLines}{previous}", cancellationToken);
            return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"  {container["name"]}: {line}")];
        }
        catch (ApiRefusedException refused)
        {
            return [$"  {container["name"]}: no log: {refused.Sentence}"];
        }
    }

    private async Task<IReadOnlyList<string>> ReadEventsAsync(CancellationToken cancellationToken) =>
    [
        .. (await api.ListAsync(ApiPath.Of("v1", "Event", api.Connection.Namespace), cancellationToken))
            .Where(happened => (string?)happened["type"] == "Warning")
            .OrderBy(happened => (string?)happened["lastTimestamp"] ?? (string?)happened["eventTime"] ?? "", StringComparer.Ordinal)
            .TakeLast(ShownEvents)
            .Select(happened => $"event {happened["involvedObject"]?["kind"]}/{happened["involvedObject"]?["name"]}: {happened["reason"]}: {happened["message"]}"),
    ];

    private static bool IsReady(JsonObject pod) => WorkloadProgress.HasCondition(pod, "Ready");
}
