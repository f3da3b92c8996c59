using System.Globalization;
using Sagaz.Core.Topology;
using Sagaz.Operations.Backups;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Runtimes.Native;

/// <summary>pgBackRest of a native cluster: its files, its command lines, and the service that makes backups when they are due.</summary>
internal static class BackupService
{
    public const string Name = BackupServices.Schedule;

    private const string Script = "backup_schedule.py";

    /// <summary>The services' names; none where no backups were asked for.</summary>
    public static IReadOnlyList<string> Names(ClusterTopology topology) => topology switch
    {
        { HasBackups: false } => [],
        { Backups.Repository: BackupRepositoryKind.Host } => [Name, BackupServices.Server],
        _ => [Name],
    };

    /// <summary>All services of a cluster with backups.</summary>
    public static IEnumerable<ServiceDefinition> DefineAll(
        ClusterTopology topology, NativeLayout layout, string program, string folder, IReadOnlyDictionary<string, string> passwords) =>
        topology.Backups.Repository == BackupRepositoryKind.Host
            ? [Define(topology, layout, program, folder, passwords), DefineServer(topology, layout, program)]
            : [Define(topology, layout, program, folder, passwords)];

    /// <summary>Where the repository lies when it is a local one.</summary>
    public static string RepositoryOf(ClusterTopology topology, NativeLayout layout) => Path.Combine(layout.Folder, topology.Backups.LocalPath);

    /// <summary>What runs pgBackRest for this cluster; the operation and its options come after it. No secrets.</summary>
    public static IReadOnlyList<string> CommandLine(ClusterTopology topology, NativeLayout layout, string program) =>
        ["/usr/bin/env", "PGPASSFILE=" + PasswordFile(layout), program, "--config=" + ConfigurationFile(layout), "--stanza=" + topology.Name];

    /// <summary>Options that name each server.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Servers(ClusterTopology topology, NativeLayout layout) =>
    [
        .. topology.MemberNames.Select((member, index) => new[]
        {
            $"--pg{index + 1}-path={layout.DataOf(member)}",
            string.Create(CultureInfo.InvariantCulture, $"--pg{index + 1}-port={topology.Ports.Member + index}"),
            $"--pg{index + 1}-socket-path={layout.Run}",
            $"--pg{index + 1}-user={Account.Superuser}",
        }),
    ];

    /// <summary>What PostgreSQL runs for each finished WAL segment: the same for every member, as Patroni's store has it.</summary>
    public static string ArchiveCommand(NativeLayout layout) => $"/bin/sh {ArchiveScript(layout)} %p";

    public static ServiceDefinition Define(ClusterTopology topology, NativeLayout layout, string program, string folder, IReadOnlyDictionary<string, string> passwords)
    {
        var script = layout.ConfigurationOf(Script);
        string Hours(TimeSpan every) => every.TotalHours.ToString(CultureInfo.InvariantCulture);
        return new ServiceDefinition
        {
            Name = Name,
            CommandLine =
            [
                "/usr/bin/python3", script,
                "--full-hours", Hours(topology.Backups.FullEvery),
                "--differential-hours", Hours(topology.Backups.DifferentialEvery),
                "--metrics", Path.Combine(layout.ConfigurationOf("metrics"), "backups.prom"),
                // A repository on another machine makes its backups itself.
                .. topology.Backups.Repository == BackupRepositoryKind.Host ? Array.Empty<string>() : ["--servers", ServersFile(layout)],
                "--", .. CommandLine(topology, layout, program),
            ],
            Files = new Dictionary<string, string>(ForHost(topology, layout, passwords))
            {
                [script] = File.ReadAllText(Path.Combine(folder, Script)),
                // A file, so that the service is restarted when members come or go.
                [ServersFile(layout)] = string.Concat(Servers(topology, layout).SelectMany(server => server).Select(option => option + "\n")),
                [ArchiveScript(layout)] = ArchiveText(topology, layout, program),
                [ConfigurationFile(layout)] = PgBackRestConfiguration.Render(topology.Backups, FoldersOf(topology, layout), passwords),
                [PasswordFile(layout)] = $"*:*:*:{Account.Superuser}:{passwords[Account.Superuser]}\n",
            },
            Reload = Reload.Restart,
        };
    }

    /// <summary>For a person to take to the repository's machine.</summary>
    private static Dictionary<string, string> ForHost(ClusterTopology topology, NativeLayout layout, IReadOnlyDictionary<string, string> passwords) =>
        topology.Backups.Repository != BackupRepositoryKind.Host ? [] : new()
        {
            [layout.ConfigurationOf("pgbackrest-for-host.conf")] = PgBackRestConfiguration.RenderForHost(
                topology.Backups, topology.Name, Environment.MachineName, Servers(topology, layout), passwords),
        };

    private static ServiceDefinition DefineServer(ClusterTopology topology, NativeLayout layout, string program)
    {
        var file = layout.ConfigurationOf("pgbackrest-server.conf");
        return new ServiceDefinition
        {
            Name = BackupServices.Server,
            CommandLine = ["/usr/bin/env", "PGPASSFILE=" + PasswordFile(layout), program, "--config=" + file, "server"],
            Files = new Dictionary<string, string> { [file] = PgBackRestConfiguration.RenderServer(topology.Backups.Host, topology.Name, FoldersOf(topology, layout)) },
            Reload = Reload.Hangup,
        };
    }

    /// <summary>Members share a machine and a stanza; each has its own spool, and its own lock. PostgreSQL runs it in its data folder.</summary>
    private static string ArchiveText(ClusterTopology topology, NativeLayout layout, string program) =>
        $"""
        #!/bin/sh
        member=$(basename "$PWD")
        exec '{program}' '--config={ConfigurationFile(layout)}' '--stanza={topology.Name}' "--pg1-path=$PWD"             "--spool-path={layout.Run}/spool-$member" "--lock-path={layout.Run}/locks-$member" archive-push "$1"

        """;

    /// <summary>pgBackRest refuses an archive_command without its name in it.</summary>
    private static string ArchiveScript(NativeLayout layout) => layout.ConfigurationOf("pgbackrest-archive");

    private static PgBackRestFolders FoldersOf(ClusterTopology topology, NativeLayout layout) => new(
        RepositoryOf(topology, layout), Path.Combine(layout.Run, "spool"), Path.Combine(layout.Run, "locks"));

    private static string ServersFile(NativeLayout layout) => layout.ConfigurationOf("pgbackrest.servers");

    private static string ConfigurationFile(NativeLayout layout) => layout.ConfigurationOf("pgbackrest.conf");

    private static string PasswordFile(NativeLayout layout) => layout.ConfigurationOf("pgbackrest.pgpass");
}
