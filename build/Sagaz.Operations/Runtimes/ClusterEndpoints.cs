using Sagaz.Core.Topology;
using Sagaz.Operations.Certificates;
using Sagaz.Operations.PgBouncer;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Runtimes;

/// <summary>Where a cluster really listens now, and how to log in.</summary>
public sealed record ClusterEndpoints
{
    /// <summary>What the cluster was built from.</summary>
    public required ClusterTopology Topology { get; init; }

    /// <summary>Host that every port is reached on.</summary>
    public required string Host { get; init; }

    /// <summary>Where Patroni's store listens, for people.</summary>
    public required string Store { get; init; }

    /// <summary>PEM file of the authority that clients trust.</summary>
    public required string RootCertificate { get; init; }

    /// <summary>Our own certificate for Patroni and the store.</summary>
    public required CertificateFiles ClientCertificate { get; init; }

    /// <summary>Passwords by account.</summary>
    public required IReadOnlyDictionary<string, string> Passwords { get; init; }

    /// <summary>Finds the poolers behind a pool's address: the one that is there, unless the runtime has several.</summary>
    public Func<PostgresEndpoint, CancellationToken, Task<IReadOnlyList<Pooler>>> FindPoolersAsync { get; init; } =
        (pool, _) => Task.FromResult<IReadOnlyList<Pooler>>([new Pooler(pool)]);

    /// <summary>Finds everything that shows a certificate: each with its own, unless the runtime shares them out otherwise.</summary>
    public Func<CancellationToken, Task<IReadOnlyList<TlsServer>>>? FindTlsServers { get; init; }

    /// <summary>Everything that shows a certificate now.</summary>
    public Task<IReadOnlyList<TlsServer>> FindTlsServersAsync(CancellationToken cancellationToken) =>
        FindTlsServers is { } find ? find(cancellationToken) : Task.FromResult(TlsServer.Of(Topology));

    /// <summary>REST API of each member, in the order of <see cref="ClusterTopology.MemberNames"/>.</summary>
    public IReadOnlyList<Uri> PatroniApis =>
        [.. Enumerable.Range(0, Topology.Members).Select(n => new Uri($"https://{Host}:{Topology.Ports.Patroni + n}/"))];

    /// <summary>Prometheus, where the cluster is watched.</summary>
    public Uri Prometheus => new($"http://{Host}:{Topology.Ports.Monitoring.Prometheus}/");

    /// <summary>Alertmanager, where the cluster is watched.</summary>
    public Uri Alertmanager => new($"http://{Host}:{Topology.Ports.Monitoring.Alertmanager}/");

    /// <summary>The write frontend, <c>postgres-primary</c>.</summary>
    public PostgresEndpoint Primary(string account) => At("postgres-primary", Topology.Ports.Primary, account);

    /// <summary>The read frontend, <c>postgres-replica</c>.</summary>
    public PostgresEndpoint Replica(string account) => At("postgres-replica", Topology.Ports.Replica, account);

    /// <summary>The pool for writes.</summary>
    public PostgresEndpoint ReadWritePool(string account) => At("pgbouncer-rw", Topology.Ports.PoolReadWrite, account);

    /// <summary>The pool for reads.</summary>
    public PostgresEndpoint ReadOnlyPool(string account) => At("pgbouncer-ro", Topology.Ports.PoolReadOnly, account);

    /// <summary>What everything that is told to a pool goes through: the consoles of all its poolers.</summary>
    /// <param name="commands">Runs psql.</param>
    /// <param name="pool">The pool, as one of its administrators or observers.</param>
    public PoolConsole ConsoleOf(CommandRunner commands, PostgresEndpoint pool) => new(commands, pool.Name, token => FindPoolersAsync(pool, token));

    /// <summary>One member, reached directly.</summary>
    /// <param name="index">0 to the number of members less one.</param>
    /// <param name="account">Role that logs in.</param>
    public PostgresEndpoint Member(int index, string account) => At(Topology.MemberNames[index], Topology.Ports.Member + index, account);

    /// <summary>All members, reached directly.</summary>
    public IReadOnlyList<PostgresEndpoint> Members(string account) =>
        [.. Enumerable.Range(0, Topology.Members).Select(n => Member(n, account))];

    private PostgresEndpoint At(string name, int port, string account) => new()
    {
        Name = name,
        Host = Host,
        Port = port,
        Database = Topology.Database,
        Username = account,
        Password = Passwords[account],
        RootCertificate = RootCertificate,
    };
}
