using Sagaz.Operations.Packages;
using Sagaz.Operations.Runtimes.Native.Monitoring;

namespace Sagaz.Operations.Runtimes.Native;

/// <summary>The programs of this machine that the cluster runs, and what they offer.</summary>
internal sealed record NativeTools
{
    /// <summary>PgBouncer can keep prepared statements in transaction mode from here on.</summary>
    private static readonly Version PreparedStatementsSince = new(1, 21);

    public required InstalledTool Postgres { get; init; }

    public required InstalledTool Patroni { get; init; }

    public required InstalledTool Etcd { get; init; }

    public required InstalledTool Haproxy { get; init; }

    public required InstalledTool PgBouncer { get; init; }

    public required InstalledTool Runit { get; init; }

    /// <summary>What makes backups; null where none were asked for.</summary>
    public InstalledTool? PgBackRest { get; init; }

    /// <summary>What watches the cluster; null where it was not asked for.</summary>
    public MonitoringTools? Monitoring { get; init; }

    public bool HasPreparedStatements => PgBouncer.Version >= PreparedStatementsSince;

    /// <summary>Whether Patroni renews its leader key only while it still holds it, when it speaks etcd's newer API.</summary>
    /// <remarks>
    /// Patroni 3.0.2 puts its name over whatever the key holds when its lease has expired (dcs/etcd3.py, _update_leader):
    /// a leader that was frozen for longer than the ttl takes the key from its successor when it thaws, and what the
    /// successor acknowledged is lost. Through the older API it compares first (dcs/etcd.py, _do_update_leader).
    /// </remarks>
    public bool RenewsKeySafely => Patroni.Version.Major >= 4;

    /// <summary>Whether Patroni runs a command before it ends its server.</summary>
    public bool HasBeforeStop => Patroni.Version.Major >= 4;

    public bool HasCron => File.Exists(Library("pg_cron"));

    public ServerCapabilities Capabilities => new(Patroni.Version.Major, HasCron);

    /// <summary>Packages that make the cluster better but that not every release has.</summary>
    public static IReadOnlyList<string> OptionalPackages(int postgresMajor) => [$"postgresql-{postgresMajor}-cron"];

    private string Library(string name) =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Postgres.File)!, "..", "lib", name + ".so"));
}
