using Sagaz.Core.Topology;

namespace Sagaz.Operations.Runtimes;

/// <summary>Something that shows a certificate in a handshake.</summary>
/// <param name="Name">What people call it: <c>postgres-0</c>.</param>
/// <param name="Subject">Name of its certificate's files.</param>
/// <param name="Port">Where it is reached.</param>
/// <param name="IsPostgres">Whether TLS is asked for first, as PostgreSQL and PgBouncer want it.</param>
public sealed record TlsServer(string Name, string Subject, int Port, bool IsPostgres)
{
    /// <summary>Members, their REST APIs and the pools, where each has a certificate and a port of its own.</summary>
    public static IReadOnlyList<TlsServer> Of(ClusterTopology topology) =>
    [
        .. topology.MemberNames.SelectMany((member, index) => new TlsServer[]
        {
            new(member, member, topology.Ports.Member + index, IsPostgres: true),
            new($"{member} (Patroni)", member, topology.Ports.Patroni + index, IsPostgres: false),
        }),
        new(topology.ReadWritePool.Name, topology.ReadWritePool.Name, topology.Ports.PoolReadWrite, IsPostgres: true),
        new(topology.ReadOnlyPool.Name, topology.ReadOnlyPool.Name, topology.Ports.PoolReadOnly, IsPostgres: true),
    ];
}
