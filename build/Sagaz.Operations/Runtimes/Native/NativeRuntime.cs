using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Core.Topology;
using Sagaz.Operations.Packages;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Runtimes.Native.Monitoring;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Native;

/// <summary>The cluster as supervised processes of this machine, on loopback.</summary>
/// <remarks>
/// Preparing writes everything that the processes read; starting compares what runs with it. Each can be killed at any
/// point and run again.
/// </remarks>
public sealed partial class NativeRuntime : IClusterRuntime
{
    private readonly ClusterTopology topology;
    private readonly NativeLayout layout;
    private readonly string monitoringFolder;
    private readonly string backupFolder;
    private readonly CommandRunner commands;
    private readonly ToolLocator locator;
    private readonly ServiceSupervisor supervisor;
    private readonly ServerAccount account;
    private readonly IProgressLog log;
    private readonly PasswordStore passwords;
    private NativeTools? found;

    /// <param name="topology">What to run.</param>
    /// <param name="folder">State folder of this cluster; absolute, links resolved.</param>
    /// <param name="monitoringFolder">Rules and configuration of what watches the cluster: deploy/monitoring.</param>
    /// <param name="backupFolder">What makes backups when they are due: deploy/backups.</param>
    /// <param name="commands">Runs what must be run.</param>
    /// <param name="log">Told what happens.</param>
    public NativeRuntime(ClusterTopology topology, string folder, string monitoringFolder, string backupFolder, CommandRunner commands, IProgressLog log)
    {
        this.topology = topology;
        this.monitoringFolder = monitoringFolder;
        this.backupFolder = backupFolder;
        this.commands = commands;
        this.log = log;
        layout = new NativeLayout(folder);
        locator = new ToolLocator(commands);
        supervisor = new ServiceSupervisor(layout, commands, log);
        account = new ServerAccount(commands);
        passwords = new PasswordStore(layout.Passwords);
    }

    /// <inheritdoc />
    public string Name => "native";

    /// <inheritdoc />
    /// <remarks>runit waits up to a second between two starts.</remarks>
    public TimeSpan RestartsWithin => TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    public async Task<JsonObject?> WantedConfigurationAsync(CancellationToken cancellationToken) =>
        Dynamic(await RequireToolsAsync(cancellationToken)).ForStore();

    /// <inheritdoc />
    public ClusterEndpoints Locate() => new()
    {
        Topology = topology,
        Host = "127.0.0.1",
        Store = $"127.0.0.1:{topology.Ports.EtcdClient}",
        RootCertificate = layout.CertificateStore(TimeProvider.System).RootCertificate,
        ClientCertificate = layout.CertificateStore(TimeProvider.System).FilesOf(ClusterCertificates.Client),
        Passwords = passwords.Read(),
    };

    /// <inheritdoc />
    public Task<IReadOnlyList<ServiceState>> ReadServicesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ServiceState>>([.. ServiceNames.Select(name => new ServiceState(name, supervisor.ProcessOf(name)))]);

    private IReadOnlyList<string> ServiceNames =>
        [EtcdService.Name, .. topology.MemberNames, HaproxyService.Name, .. PoolNames, .. BackupService.Names(topology), .. WatchingServices.Of(topology)];

    private IReadOnlyList<string> PoolNames => [topology.ReadWritePool.Name, topology.ReadOnlyPool.Name];

    private async Task<NativeTools?> FindToolsAsync(CancellationToken cancellationToken)
    {
        if (found is not null)
            return found;
        var installed = await Task.WhenAll(WantedTools.Select(tool => locator.LocateAsync(tool, cancellationToken)));
        InstalledTool? Of(Tool tool) => installed.FirstOrDefault(candidate => candidate?.Tool == tool);
        return found = Of(NativeToolset.Postgres) is { } postgres && Of(NativeToolset.Patroni) is { } patroni && Of(NativeToolset.Etcd) is { } etcd
            && Of(NativeToolset.Haproxy) is { } haproxy && Of(NativeToolset.PgBouncer) is { } pgbouncer && Of(NativeToolset.Runit) is { } runit
            && (!topology.HasBackups || Of(NativeToolset.PgBackRest) is not null)
            && (!topology.HasMonitoring || MonitoringTools.Among(installed) is not null)
            ? new NativeTools
            {
                Postgres = postgres,
                Patroni = patroni,
                Etcd = etcd,
                Haproxy = haproxy,
                PgBouncer = pgbouncer,
                Runit = runit,
                PgBackRest = Of(NativeToolset.PgBackRest),
                Monitoring = MonitoringTools.Among(installed),
            }
            : null;
    }

    private IReadOnlyList<Tool> WantedTools =>
    [
        .. NativeToolset.All,
        .. topology.HasBackups ? [NativeToolset.PgBackRest] : Array.Empty<Tool>(),
        .. topology.HasMonitoring ? MonitoringToolset.All : [],
    ];

    private async Task<NativeTools> RequireToolsAsync(CancellationToken cancellationToken) =>
        await FindToolsAsync(cancellationToken)
        ?? throw new PreconditionException("Programs of the native runtime are missing.", remedy: "./build.sh Init");

    private DynamicConfiguration Dynamic(NativeTools tools) => tools.PgBackRest is null
        ? new(topology, tools.Capabilities, MachineMemory.TotalBytes())
        : new(topology, tools.Capabilities, MachineMemory.TotalBytes(), BackupService.ArchiveCommand(layout));

    private IReadOnlyList<ServiceDefinition> Define(NativeTools tools, IReadOnlyDictionary<string, string> accounts)
    {
        var patroni = new PatroniService(topology, layout, tools, accounts, Dynamic(tools));
        return
        [
            EtcdService.Define(topology, layout, tools),
            .. Enumerable.Range(0, topology.Members).Select(patroni.Define),
            HaproxyService.Define(topology, layout, tools.Haproxy.File),
            PgBouncerService.Define(topology.ReadWritePool, topology.Ports.PoolReadWrite, topology.Ports.Primary, topology, layout, tools, accounts),
            PgBouncerService.Define(topology.ReadOnlyPool, topology.Ports.PoolReadOnly, topology.Ports.Replica, topology, layout, tools, accounts),
            .. tools.PgBackRest is { } pgbackrest ? BackupService.DefineAll(topology, layout, pgbackrest.File, backupFolder, accounts) : [],
            .. tools.Monitoring is { } monitoring ? MonitoringServices.Define(topology, layout, monitoring, monitoringFolder, accounts) : [],
        ];
    }
}
