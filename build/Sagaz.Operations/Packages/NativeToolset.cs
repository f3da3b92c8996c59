namespace Sagaz.Operations.Packages;

/// <summary>The programs that the native runtime runs, with the oldest versions it can drive.</summary>
public static class NativeToolset
{
    /// <summary>The server; its package has the release's version in its name, so apt resolves it through <c>postgresql</c>.</summary>
    public static readonly Tool Postgres = new("PostgreSQL", "postgres", ["--version"], new(15, 0), ["postgresql"]);

    /// <summary>The failover manager; without recommends it needs its etcd client named, and what checks TLS names.</summary>
    public static readonly Tool Patroni = new("Patroni", "patroni", ["--version"], new(3, 0), ["patroni", "python3-etcd", "python3-idna"])
    {
        DebianCompanion = "/usr/lib/python3/dist-packages/idna",
        PackagedService = "patroni.service",
    };

    /// <summary>Patroni's store.</summary>
    public static readonly Tool Etcd = new("etcd", "etcd", ["--version"], new(3, 4), ["etcd-server"])
    {
        PackagedService = "etcd.service",
    };

    /// <summary>The proxy that knows who leads.</summary>
    public static readonly Tool Haproxy = new("HAProxy", "haproxy", ["-v"], new(2, 6), ["haproxy"])
    {
        PackagedService = "haproxy.service",
    };

    /// <summary>The connection pooler.</summary>
    public static readonly Tool PgBouncer = new("PgBouncer", "pgbouncer", ["--version"], new(1, 18), ["pgbouncer"])
    {
        PackagedService = "pgbouncer.service",
    };

    /// <summary>The supervisor; it prints no version.</summary>
    public static readonly Tool Runit = new("runit", "runsvdir", [], new(0, 0), ["runit"]);

    /// <summary>Makes backups; only where they are asked for. Older ones write no bundles.</summary>
    public static readonly Tool PgBackRest = new("pgBackRest", "pgbackrest", ["version"], new(2, 39), ["pgbackrest"])
    {
        PackagedService = "pgbackrest.service",
    };

    /// <summary>The client, for runtimes whose servers are elsewhere; the server's package brings it too.</summary>
    public static readonly Tool Psql = new("psql", "psql", ["--version"], new(15, 0), ["postgresql-client"]);

    /// <summary>Cuts members off, for the fault partition-member.</summary>
    public static readonly Tool PacketFilter = new("iptables", "iptables", ["--version"], new(1, 8), ["iptables"]);

    /// <summary>Gives a server another clock, for the fault skew-clock; the package of the program brings the library.</summary>
    public static readonly Tool OtherClock = new("faketime", "faketime", [], new(0, 0), ["faketime"]);

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Tool> All = [Postgres, Patroni, Etcd, Haproxy, PgBouncer, Runit];
}
