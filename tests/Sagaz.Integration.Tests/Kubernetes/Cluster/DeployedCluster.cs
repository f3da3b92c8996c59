using System.Text.Json.Nodes;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Kubernetes.Cluster;

/// <summary>The overlay dev, deployed by <c>DeployK8s</c> as its user would.</summary>
public sealed class DeployedCluster : IAsyncLifetime
{
    private const string Environment = "dev";
    private const string Offset = "6500";
    private static readonly string[] Kept =
        ["/api/v1/namespaces/sagaz/pods", "/apis/apps/v1/namespaces/sagaz/statefulsets", "/apis/apps/v1/namespaces/sagaz/deployments", "/apis/batch/v1/namespaces/sagaz/jobs"];

    private ClusterInEngine? cluster;

    /// <summary>What the first deployment printed.</summary>
    internal ProgramResult Deployment { get; private set; } = null!;

    internal ClusterInEngine Cluster => cluster!;

    public async Task InitializeAsync()
    {
        if (ClusterTools.SkipReason is not null || ComposeTools.SkipReason is not null)
            return;
        Machine.Forget(Environment, Offset);
        cluster = await ClusterInEngine.StartAsync();
        Deployment = await BuildAsync("DeployK8s");
    }

    public async Task DisposeAsync()
    {
        if (cluster is not null)
            await cluster.DisposeAsync();
        Machine.Forget(Environment, Offset);
        Assert.Empty(cluster?.Failures ?? []);
    }

    /// <summary>What follows happens on a machine that has never seen it.</summary>
    internal static void LeaveMachine() => Machine.Leave(Environment, Offset);

    /// <summary>What follows happens on the first machine again.</summary>
    internal static void ComeBackToMachine() => Machine.ComeBack(Environment, Offset);

    internal ProgramRun Start(params IReadOnlyList<string> arguments) => Cluster.Start(Environment, Offset, arguments);

    internal Task<ProgramResult> BuildAsync(params IReadOnlyList<string> arguments) => Cluster.BuildAsync(Environment, Offset, arguments);

    /// <summary>Every pod and each workload's generation: what a deployment that changes nothing leaves alone.</summary>
    internal IReadOnlyList<string> Identities() => [.. Kept.SelectMany(Cluster.Fake.Objects.Below).Select(Identity).Order(StringComparer.Ordinal)];

    private static string Identity(JsonObject item) => $"{item["kind"]} {item["metadata"]!["name"]} {item["metadata"]!["uid"]}{((string?)item["kind"] == "Pod" ? "" : $" {item["metadata"]!["generation"]}")}";
}
