using System.Text.Json.Nodes;
using Docker.DotNet.Models;
using Sagaz.Core.Topology;
using Sagaz.Operations.Images;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Compose;

/// <summary>The cluster as containers of a Docker Engine, from deploy/compose.</summary>
/// <remarks>
/// Compose itself starts, stops and scales; the engine's API says what is. The deploy files can be run by hand beside it:
/// this class writes nothing but passwords, keys and the values of compose.yaml's variables.
/// </remarks>
public sealed partial class ComposeRuntime : IClusterRuntime, IDisposable
{
    // deploy/images: Debian 13 has Patroni 4 and pg_cron.
    private static readonly ServerCapabilities Capabilities = new(PatroniMajor: 4, HasCron: true);
    private readonly ClusterTopology topology;
    private readonly ComposeLayout layout;
    private readonly CommandRunner commands;
    private readonly IProgressLog log;
    private readonly PasswordStore passwords;
    private readonly Engine engine = new();
    private readonly ImageSet images;
    private readonly ComposeCli compose;
    private readonly HandedFiles handed;
    private readonly string project;

    /// <param name="topology">What to run.</param>
    /// <param name="cluster">Name of the cluster, unique within the repository.</param>
    /// <param name="folder">Its state folder; absolute, links resolved.</param>
    /// <param name="deploy">The repository's deploy folder.</param>
    /// <param name="commands">Runs what must be run.</param>
    /// <param name="log">Told what happens.</param>
    public ComposeRuntime(ClusterTopology topology, string cluster, string folder, string deploy, CommandRunner commands, IProgressLog log)
    {
        this.topology = topology;
        this.commands = commands;
        this.log = log;
        layout = new ComposeLayout(folder, deploy);
        project = ComposeEnvironment.ProjectName(topology.Name, cluster);
        passwords = new PasswordStore(layout.Passwords);
        images = new ImageSet(Path.Combine(deploy, "images"), typeof(ComposeRuntime).Assembly.GetName().Version!.ToString(3));
        compose = new ComposeCli(layout, project, commands, log);
        handed = new HandedFiles(layout, commands);
    }

    /// <inheritdoc />
    public string Name => "compose";

    /// <inheritdoc />
    /// <remarks>The engine waits 0.1 s, and makes the container's namespaces and networks anew.</remarks>
    public TimeSpan RestartsWithin => TimeSpan.FromSeconds(2);

    /// <summary>The engine that runs it, for as long as this runtime is open.</summary>
    internal Engine Engine => engine;

    /// <summary>Name of the Compose project.</summary>
    internal string Project => project;

    /// <summary>Whether a cluster of no particular wish could run here: an engine answers this user, and it has Compose.</summary>
    public static async Task<bool> IsAvailableAsync(CommandRunner commands, CancellationToken cancellationToken)
    {
        using var engine = new Engine();
        try
        {
            await engine.DescribeAsync(cancellationToken);
            await new EngineRequirements(engine, commands).RequireComposeAsync(cancellationToken);
            return true;
        }
        catch (Core.Errors.PreconditionException)
        {
            return false;
        }
    }

    /// <inheritdoc />
    public async Task<JsonObject?> WantedConfigurationAsync(CancellationToken cancellationToken) =>
        Wanted((await engine.DescribeAsync(cancellationToken)).MemTotal);

    /// <inheritdoc />
    public ClusterEndpoints Locate() => new()
    {
        Topology = topology,
        Host = "127.0.0.1",
        Store = "etcd:2379 (inside)",
        RootCertificate = layout.CertificateStore(TimeProvider.System).RootCertificate,
        ClientCertificate = layout.CertificateStore(TimeProvider.System).FilesOf(ClusterCertificates.Client),
        Passwords = passwords.Read(),
    };

    /// <inheritdoc />
    public async Task<IReadOnlyList<ServiceState>> ReadServicesAsync(CancellationToken cancellationToken)
    {
        var containers = (await engine.ListAsync(project, cancellationToken)).Where(IsService).ToDictionary(ServiceOf);
        return await Task.WhenAll(ComposeServices.Of(topology).Select(async service => ContainerCondition.Describe(
            service.Name,
            containers.TryGetValue(service.Name, out var container) ? await engine.Containers.InspectContainerAsync(container.ID, cancellationToken) : null)));
    }

    /// <summary>Lets go of the connection to the engine.</summary>
    public void Dispose() => engine.Dispose();

    private JsonObject Wanted(long machineBytes) => (topology.HasBackups
        ? new DynamicConfiguration(topology, Capabilities, machineBytes, BackupContainers.ArchiveCommand)
        : new DynamicConfiguration(topology, Capabilities, machineBytes)).ForStore();

    /// <summary>Whether a container is a service of compose.yaml, and none that was made for one command.</summary>
    private static bool IsService(ContainerListResponse container) => !(container.Labels.TryGetValue(OneOffLabel, out var isOneOff) && isOneOff == "True");

    private static string ServiceOf(ContainerListResponse container) => container.Labels[Engine.ServiceLabel];
}
