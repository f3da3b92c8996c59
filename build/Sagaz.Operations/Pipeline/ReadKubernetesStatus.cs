using System.Text.Json.Nodes;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Runtimes.Kubernetes;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>StatusK8s</c>: what the API server knows of the cluster; needs no log-in to a database.</summary>
public static class ReadKubernetesStatus
{
    private static readonly (string ApiVersion, string Kind)[] Workloads = [("apps/v1", "StatefulSet"), ("apps/v1", "Deployment"), ("batch/v1", "Job")];

    /// <returns>Lines for people.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        var runtime = PlannedDeployment.RuntimeOf(cluster);
        await RollBackKubernetes.RequireOwnAsync(cluster, cancellationToken);
        var (api, space) = (runtime.Api, runtime.Connection.Namespace);
        var version = await api.FindAsync("/version", cancellationToken);
        var revisions = await runtime.Store.ReadRevisionsAsync(cancellationToken);
        var lines = new List<string>
        {
            $"{cluster.Settings.Environment} at {runtime.Connection.Context}, namespace {space}, Kubernetes {version?["gitVersion"]}",
            revisions.Count == 0 ? "never deployed" : $"revision {revisions[^1].Number}: {(revisions[^1].IsGood ? "good" : "not proved")}, commit {revisions[^1].Commit}",
        };
        if (await runtime.Replacements.ReadAsync(cancellationToken) is { } restore)
            lines.Add($"a restore to {restore.Target} is unfinished: {(restore.IsReplaced ? "the first member alone has that state" : "it has replaced nothing yet")}");
        foreach (var (apiVersion, kind) in Workloads)
        {
            var items = await api.ListAsync(ApiPath.Of(apiVersion, kind, space), cancellationToken);
            lines.AddRange(items.Where(IsDeployed).Select(item =>
            {
                // Items of a list do not say what they are.
                item["kind"] = kind;
                return WorkloadProgress.Of(item);
            }).Select(progress => $"{(progress.IsReady ? "ready" : "-----")}  {progress.Text}"));
        }
        foreach (var pod in await new PodDirectory(api).ListAsync("app in (postgresql,pgbouncer,backup-repository)", cancellationToken))
        {
            var role = new ManifestObject(pod).Labels.GetValueOrDefault("sagaz.io/role", "");
            lines.Add($"{(PodDirectory.IsReady(pod) ? "ready" : "-----")}  {PodDirectory.NameOf(pod)}  {role}  {pod["spec"]?["nodeName"]}  {PodTrouble.Of(pod)?.Reason}".TrimEnd());
        }
        lines.AddRange((await new FailureEvidence(api).CollectAsync(cancellationToken)).Select(line => "  " + line));
        return lines;
    }

    /// <summary>Jobs that a CronJob made are none of a deployment's.</summary>
    private static bool IsDeployed(JsonObject item) => ManifestObject.ListAt(item, "metadata", "ownerReferences").Count == 0;
}
