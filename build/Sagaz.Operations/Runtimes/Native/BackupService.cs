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

    /// <summary>The service's name; none where no backups were asked for.</summary>
    public static IReadOnlyList<string> Names(ClusterTopology topology) => topology.HasBackups ? [Name] : [];

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
                "--servers", ServersFile(layout),
                "--", .. CommandLine(topology, layout, program),
            ],
            Files = new Dictionary<string, string>
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
