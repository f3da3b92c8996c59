using System.Text.Json.Nodes;
using Sagaz.Operations.Faults;
using Sagaz.Operations.Faults.Kubernetes;
using Sagaz.Operations.Runtimes.Kubernetes;
using Sagaz.Operations.Tests.Processes;
using Sagaz.Operations.Tests.Runtimes.Kubernetes;
using Sagaz.Operations.Tests.Runtimes.Kubernetes.FakeApi;

namespace Sagaz.Operations.Tests.Faults.Kubernetes;

/// <summary>Three members and two poolers on two nodes of a fake API server, and the faults of a machine that looks at them.</summary>
internal sealed class FaultHarness : IAsyncDisposable
{
    public const string NodeA = "/api/v1/nodes/node-a";
    public const string PodPath = "/api/v1/namespaces/sagaz/pods/";
    private readonly List<KubernetesRuntime> opened = [];
    private readonly List<TemporaryFolder> machines = [];

    private FaultHarness(FakeKubernetes fake) => Fake = fake;

    public FakeKubernetes Fake { get; }

    public ListLog Log { get; } = new();

    public static async Task<FaultHarness> StartAsync()
    {
        var harness = new FaultHarness(await FakeKubernetes.StartAsync());
        harness.Fake.Objects.Put("/api/v1/namespaces/sagaz", SmallManifests.Of().Of("Namespace").Single().Json);
        var workloads = harness.Fake.Workloads;
        workloads.AddNode("node-a");
        workloads.AddNode("node-b");
        workloads.AddPod("postgresql-0", "postgresql", "app=postgresql,sagaz.io/role=primary", "node-a");
        workloads.AddPod("postgresql-1", "postgresql", "app=postgresql,sagaz.io/role=replica", "node-a");
        workloads.AddPod("postgresql-2", "postgresql", "app=postgresql,sagaz.io/role=replica", "node-b");
        workloads.AddPod("pgbouncer-rw-a", "pgbouncer", "app=pgbouncer,pool-type=write", "node-a");
        workloads.AddPod("pgbouncer-rw-b", "pgbouncer", "app=pgbouncer,pool-type=write", "node-b");
        return harness;
    }

    /// <summary>The runtime as a machine sees it that has nothing of the cluster but its kubeconfig.</summary>
    public async Task<KubernetesRuntime> OpenRuntimeAsync(string folder)
    {
        var runtime = await KubernetesRuntime.OpenAsync(
            Rendered.File.Resolve("dev"), folder, RepositoryRoot.Of("deploy"), Fake.Connection, TestKubectl.Of(Log), Log, CancellationToken.None);
        opened.Add(runtime);
        return runtime;
    }

    /// <summary>The faults of a machine; nothing guards them, as if that process had been killed too.</summary>
    public async Task<FaultInjector> OpenAsync()
    {
        var folder = new TemporaryFolder();
        machines.Add(folder);
        var runtime = await OpenRuntimeAsync(folder.Path);
        var offer = KubernetesFaults.Of(runtime, runtime.Locate, Log);
        return new FaultInjector(offer, new ClusterFaultJournal(runtime.Api, new FaultJournal(folder.Of("faults"))), _ => Task.CompletedTask, Log);
    }

    public JsonObject? Find(string path) => Fake.Objects.Find(path);

    /// <summary>Names of the records that the cluster holds.</summary>
    public IReadOnlyList<string> Records => [.. Fake.Objects.Below("/api/v1/namespaces/sagaz/configmaps").Select(map => (string)map["metadata"]!["name"]!).Where(name => name.StartsWith("fault-", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public async ValueTask DisposeAsync()
    {
        foreach (var runtime in opened)
            await runtime.DisposeAsync();
        machines.ForEach(folder => folder.Dispose());
        await Fake.DisposeAsync();
    }
}
