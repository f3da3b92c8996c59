using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;
using Sagaz.Core.Kubernetes.Policies;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Runtimes.Kubernetes;

namespace Sagaz.Operations.Pipeline;

/// <summary>What a deployment would apply: rendered, with the images of this commit and as many members as were asked for last.</summary>
/// <param name="Runtime">The cluster.</param>
/// <param name="Manifests">Everything, marked as ours.</param>
/// <param name="Commit">The commit of the repository.</param>
/// <param name="Consent">What speaks for and against it.</param>
internal sealed record PlannedDeployment(KubernetesRuntime Runtime, ManifestSet Manifests, string Commit, DeploymentConsent Consent)
{
    /// <summary>Plans it; nothing is changed.</summary>
    /// <exception cref="PreconditionException">It is refused, or the namespace is another environment's.</exception>
    /// <exception cref="Core.Gates.GateRefusedException">A rule of the manifests is broken.</exception>
    public static async Task<PlannedDeployment> MakeAsync(ClusterContext cluster, string? confirmed, CancellationToken cancellationToken)
    {
        var runtime = RuntimeOf(cluster);
        var rendered = await runtime.Manifests.RenderAsync(cluster.Settings.Environment, cancellationToken);
        var images = await ImageNames.OfAsync(cluster.Settings, rendered, cluster.Commands, cancellationToken);
        var (commit, changed) = await ReadTreeAsync(cluster, cancellationToken);
        var consent = new DeploymentConsent
        {
            Environment = cluster.Settings.Environment,
            Context = runtime.Connection.Context,
            Confirmed = confirmed,
            ChangedFiles = changed,
            UnpinnedImages = [.. images.Values.Where(image => !ImageReference.Parse(image).IsPinned)],
            TakesTags = cluster.Settings.Deployment.TakesTags,
        };
        consent.Require();
        consent.RequireNamespace(await runtime.Store.ReadEnvironmentAsync(cancellationToken));
        var members = await runtime.Store.ReadReplicasAsync(cancellationToken);
        var manifests = AppliedSet.Mark(MemberCount.Apply(JobNames.Apply(ImagePins.Apply(rendered, images)), members), runtime.Store.SetId);
        cluster.RequireGates(ManifestRules.Judge(manifests, cluster.Topology));
        return new PlannedDeployment(runtime, manifests, commit, consent);
    }

    /// <summary>The runtime of a context that was opened for Kubernetes.</summary>
    public static KubernetesRuntime RuntimeOf(ClusterContext cluster) => cluster.Runtime as KubernetesRuntime
        ?? throw new PreconditionException($"The cluster '{cluster.Settings.ClusterName}' does not run in Kubernetes.", remedy: "--kube-context NAME");

    private static async Task<(string Commit, IReadOnlyList<string> Changed)> ReadTreeAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        Task<CommandResult> Git(params string[] arguments) =>
            cluster.Commands.RunAsync(new Command("git", arguments) { WorkingDirectory = cluster.Settings.Repository }, cancellationToken: cancellationToken);
        var (head, status) = (await Git("rev-parse", "HEAD"), await Git("status", "--porcelain"));
        return head.Succeeded && status.Succeeded
            ? (head.Output.Trim(), status.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            : ("unknown", ["the repository's folder is no git work tree"]);
    }
}
