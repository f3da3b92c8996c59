using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;
using Sagaz.Core.Topology;
using Sagaz.Operations.Certificates;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>The cluster in Kubernetes, from deploy/k8s; its servers are reached through the API server.</summary>
/// <remarks>
/// Every port of the topology is a port of this machine's loopback while the runtime is open, and leads to the right pod:
/// what runs on the other runtimes runs here unchanged. Deploying is a use case of its own, <c>DeployK8s</c>.
/// </remarks>
public sealed partial class KubernetesRuntime : IClusterRuntime, IAsyncDisposable, IDisposable
{
    private readonly ClusterTopology topology;
    private readonly string folder;
    private readonly ManifestFolder manifests;
    private readonly PasswordStore passwords;
    private readonly IProgressLog log;
    private readonly PodDirectory pods;
    private readonly List<PortForward> forwards = [];

    private KubernetesRuntime(ClusterTopology topology, string folder, string deploy, KubeApi api, KubectlCli kubectl, IProgressLog log)
    {
        (this.topology, this.folder, this.log, Api) = (topology, folder, log, api);
        manifests = new ManifestFolder(deploy, kubectl);
        passwords = new PasswordStore(Path.Combine(folder, "secrets", "passwords.json"));
        Applier = new ObjectApplier(api.Connection, kubectl, log);
        Secrets = new ClusterSecrets(api, passwords, CertificateFolder);
        Store = new DeploymentStore(api);
        pods = new PodDirectory(api);
        Programs = new PodExec(api);
    }

    /// <summary>Name of the StatefulSet, with which the names of members begin.</summary>
    public const string MemberPrefix = "postgresql";

    /// <inheritdoc />
    public string Name => "kubernetes";

    /// <inheritdoc />
    /// <remarks>The kubelet starts a dead container again at once, and one that dies again within ten minutes after 10, 20, … 300 s.</remarks>
    public TimeSpan RestartsWithin => TimeSpan.FromSeconds(300);

    /// <summary>What runs, with as many members as ScaleK8s asked for last.</summary>
    public ClusterTopology Topology => topology;

    /// <summary>Context and namespace.</summary>
    internal KubeConnection Connection => Api.Connection;

    internal KubeApi Api { get; }

    internal ObjectApplier Applier { get; }

    internal PodExec Programs { get; }

    internal ClusterSecrets Secrets { get; }

    internal DeploymentStore Store { get; }

    /// <summary>What deploy/k8s says.</summary>
    internal ManifestFolder Manifests => manifests;

    private string CertificateFolder => Path.Combine(folder, "certificates");

    /// <summary>Opens a cluster; the API server is asked how many members it has, and for the Secrets: another machine may have renewed them.</summary>
    /// <param name="topology">What should run.</param>
    /// <param name="folder">State folder of this machine for it; absolute.</param>
    /// <param name="deploy">The repository's deploy folder.</param>
    /// <param name="connection">Kubeconfig and context.</param>
    /// <param name="kubectl">Renders and applies manifests.</param>
    /// <param name="log">Told what happens.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="PreconditionException">The context cannot be used.</exception>
    internal static async Task<KubernetesRuntime> OpenAsync(
        ClusterTopology topology, string folder, string deploy, KubeConnection connection, KubectlCli kubectl, IProgressLog log, CancellationToken cancellationToken)
    {
        var api = new KubeApi(connection, log);
        // How many members there are is known to the cluster, not to each machine that looks at it.
        var members = await new DeploymentStore(api).ReadReplicasAsync(cancellationToken);
        var runtime = new KubernetesRuntime(topology with { Members = members ?? topology.Members, MemberPrefix = MemberPrefix }, folder, deploy, api, kubectl, log);
        await runtime.Secrets.FollowAsync(log, cancellationToken);
        return runtime;
    }

    /// <summary>What deploys to this cluster.</summary>
    internal Deployer OpenDeployer() => new(Api, OpenRollout(), Store, log);

    /// <summary>What applies to this cluster and prunes in it.</summary>
    internal Rollout OpenRollout() => new(Api, Applier, Store, log);

    /// <inheritdoc />
    public ClusterEndpoints Locate()
    {
        if (!passwords.Exists)
            throw new PreconditionException($"The context '{Connection.Context}' holds no deployed cluster.", remedy: $"./build.sh DeployK8s --env {topology.Environment} --kube-context {Connection.Context}");
        Forward();
        var certificates = new CertificateStore(CertificateFolder, TimeProvider.System);
        return new ClusterEndpoints
        {
            Topology = topology,
            Host = "127.0.0.1",
            Store = $"the Kubernetes API of '{Connection.Context}'",
            RootCertificate = certificates.RootCertificate,
            ClientCertificate = certificates.FilesOf("client"),
            Passwords = passwords.Read(),
            FindPoolersAsync = FindPoolersAsync,
            FindTlsServers = FindTlsServersAsync,
        };
    }

    /// <summary>A frontend or pool as a pod of any namespace reaches it: by its Service.</summary>
    public static PostgresEndpoint InCluster(PostgresEndpoint endpoint) => endpoint with
    {
        Host = $"{endpoint.Name}.{KubeConnection.OwnNamespace}.svc",
        Port = endpoint.Name switch { "pgbouncer-rw" => 6432, "pgbouncer-ro" => 6433, _ => 5432 },
        // Where applications mount it: docs/kubernetes.md.
        RootCertificate = "/etc/sagaz/tls/ca.crt",
    };

    /// <inheritdoc />
    public async Task<JsonObject?> WantedConfigurationAsync(CancellationToken cancellationToken) =>
        MemberSettings.Wanted(await manifests.RenderAsync(topology.Environment, cancellationToken), topology);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var forward in forwards.Concat(toPods.Values))
            await forward.DisposeAsync();
        finding.Dispose();
        Api.Dispose();
    }

    /// <inheritdoc />
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Opens the ports of this machine that lead into the cluster; once open they stay until the runtime is let go of.</summary>
    /// <exception cref="PreconditionException">Somebody else listens on one of them; then none is open.</exception>
    internal void Forward()
    {
        if (forwards.Count > 0)
            return;
        try
        {
            foreach (var (port, podPort, choosePod) in Ways())
                forwards.Add(new PortForward(Api, port, podPort, choosePod, log));
        }
        catch (PreconditionException)
        {
            foreach (var forward in forwards)
                forward.DisposeAsync().AsTask().GetAwaiter().GetResult();
            forwards.Clear();
            throw;
        }
    }

    private IEnumerable<(int Port, int PodPort, Func<CancellationToken, Task<string>> ChoosePod)> Ways()
    {
        var ports = topology.Ports;
        yield return (ports.Primary, 5432, token => pods.ByRoleAsync("primary", token));
        yield return (ports.Replica, 5432, token => pods.ByRoleAsync("replica", token));
        yield return (ports.PoolReadWrite, 6432, token => pods.ReadyAsync(SelectorOf(topology.ReadWritePool.Name), token));
        yield return (ports.PoolReadOnly, 6433, token => pods.ReadyAsync(SelectorOf(topology.ReadOnlyPool.Name), token));
        foreach (var (index, member) in topology.MemberNames.Index())
        {
            yield return (ports.Member + index, 5432, _ => Task.FromResult(member));
            yield return (ports.Patroni + index, 8008, _ => Task.FromResult(member));
        }
    }
}
