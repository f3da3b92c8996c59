using System.Net;
using System.Text.Json.Nodes;
using Sagaz.Core.Kubernetes;
using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Images;
using Sagaz.Operations.Tests.Runtimes.Kubernetes.FakeApi;

namespace Sagaz.Integration.Tests.Kubernetes.Cluster;

/// <summary>A Kubernetes of one node for tests: a fake API server of ours, controllers as far as our kinds need them, and a Docker Engine in which every pod really runs.</summary>
/// <remarks>
/// Patroni keeps its state in that API server, over TLS and with no more rights than its Role gives. Not enforced: NetworkPolicies, Pod
/// Security, resource requests, autoscalers, budgets. Of a pod with several containers the main one runs. A volume of the engine stands in
/// for the object store of backups.
/// </remarks>
internal sealed class ClusterInEngine : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sagaz-cluster-");
    private readonly FakeKubernetes fake;
    private readonly EngineHost host;
    private readonly ClusterServices services;
    private readonly Controllers controllers;
    private readonly PodVolumes volumes;
    private readonly Kubelet kubelet;

    private ClusterInEngine(FakeKubernetes fake, EngineHost host)
    {
        (this.fake, this.host) = (fake, host);
        services = new ClusterServices(host, fake.Objects);
        controllers = new Controllers(fake.Objects);
        volumes = new PodVolumes(host, fake.Objects, folder.FullName, services.Authority);
        kubelet = new Kubelet(host, fake.Objects, volumes);
    }

    public FakeKubernetes Fake => fake;

    public EngineHost Host => host;

    /// <summary>Starts one that holds nothing.</summary>
    public static async Task<ClusterInEngine> StartAsync()
    {
        await ClusterImages.BuildAsync();
        var images = new ImageSet(RepositoryRoot.Of("deploy", "images"), typeof(ImageSet).Assembly.GetName().Version!.ToString(3));
        var cluster = new ClusterInEngine(await FakeKubernetes.StartAsync(), new EngineHost($"sagaz-k8s-{Guid.NewGuid():N}"[..20], images.Name("pgbouncer")));
        await cluster.RunAsync();
        return cluster;
    }

    /// <summary>A target of build.sh against it.</summary>
    public Task<ProgramResult> BuildAsync(string environment, string offset, params IReadOnlyList<string> arguments) => Programs.BuildAsync(
        [.. arguments, "--env", environment, "--runtime", "kubernetes", "--kube-context", "fake", "--kubeconfig", fake.Connection.File, "--port-offset", offset, "--no-logo"]);

    /// <summary>What went wrong with the cluster itself.</summary>
    public IReadOnlyCollection<string> Failures => kubelet.Failures;

    /// <summary>A program in a pod.</summary>
    public Task<ProgramResult> ExecAsync(string pod, params IReadOnlyList<string> command) => EngineHost.DockerAsync(["exec", host.NameOf(pod), .. command]);

    /// <summary>What a pod has printed.</summary>
    public Task<ProgramResult> LogAsync(string pod) => EngineHost.DockerAsync("logs", host.NameOf(pod));

    /// <summary>Names of the pods that bear a label.</summary>
    public IReadOnlyList<string> Pods(string label, string value) =>
        [.. fake.Objects.Below("/api/v1/namespaces/sagaz/pods").Where(pod => new ManifestObject(pod).Labels.GetValueOrDefault(label) == value).Select(pod => (string)pod["metadata"]!["name"]!)];

    /// <summary>The value of a key of a Secret.</summary>
    public string Secret(string name, string key) => volumes.Secret(name, key);

    /// <summary>Where a pod is reached by other pods.</summary>
    public string AddressOf(string pod) => kubelet.Running[pod].Address;

    public async ValueTask DisposeAsync()
    {
        await controllers.DisposeAsync();
        await kubelet.DisposeAsync();
        await services.DisposeAsync();
        await fake.DisposeAsync();
        await host.RemoveAsync();
        folder.Delete(recursive: true);
    }

    private async Task RunAsync()
    {
        await host.CreateAsync();
        fake.Objects.Controller = null;
        fake.Objects.EndsInOrder = item => (string?)item["kind"] == "Pod";
        fake.Workloads.AddNode(Kubelet.Node);
        fake.Programs.Instead = _ => null;
        fake.Programs.Line = exec => ["docker", "exec", "--interactive", host.NameOf(exec.Pod), .. exec.Command];
        fake.Pods.ReachAsync = async (pod, port) => kubelet.Running.TryGetValue(pod, out var running)
            ? await NetworkNamespace.ConnectAsync(running.Process, IPAddress.Loopback, port, CancellationToken.None)
            : null;
        fake.LogOf = async pod => (await EngineHost.DockerAsync("logs", "--tail", "200", host.NameOf(pod))).Output;
        await host.ClaimAsync(PodVolumes.Bucket, "10001");
        await services.ServeApiAsync(fake.Address);
        foreach (var (name, port) in new[] { ("postgres-primary", 5432), ("postgres-replica", 5432), ("backup-repository", 8432) })
            await services.ServeAsync(name, port);
        controllers.Start();
        kubelet.Start();
    }
}
