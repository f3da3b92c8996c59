using Sagaz.Core.Status;
using Sagaz.Core.Topology;
using Sagaz.Operations.Patroni;
using Sagaz.Operations.PgBouncer;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>Status</c>: one look at everything, also when parts of it are down.</summary>
public static class ReadStatus
{
    /// <returns>What was seen.</returns>
    /// <exception cref="Core.Errors.PreconditionException">The cluster was never prepared.</exception>
    public static async Task<ClusterStatus> RunAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        var endpoints = cluster.Locate();
        var topology = cluster.Topology;
        using var patroni = ClusterContext.OpenPatroni(endpoints);
        var services = (await cluster.Runtime.ReadServicesAsync(cancellationToken)).ToDictionary(service => service.Name);
        var pools = Task.WhenAll(
            ReadPoolAsync(cluster, endpoints, topology.ReadWritePool, endpoints.ReadWritePool(Account.PoolStatistics), cancellationToken),
            ReadPoolAsync(cluster, endpoints, topology.ReadOnlyPool, endpoints.ReadOnlyPool(Account.PoolStatistics), cancellationToken));
        var view = await patroni.ReadClusterAsync(cancellationToken);
        return new ClusterStatus
        {
            Cluster = cluster.Settings.ClusterName,
            IsPaused = view?.IsPaused ?? false,
            Members = [.. topology.MemberNames.Select((name, index) =>
                Member(endpoints.Member(index, Account.Superuser), view?.Members.FirstOrDefault(member => member.Name == name), services[name]))],
            Pools = await pools,
            Services =
            [
                Service("postgres-primary", services["haproxy"], endpoints.Primary(Account.Superuser)),
                Service("postgres-replica", services["haproxy"], endpoints.Replica(Account.Superuser)),
                new("etcd", services["etcd"].Text, endpoints.Store),
                .. !topology.HasMonitoring ? Array.Empty<ServiceLine>() :
                [
                    new("prometheus", services["prometheus"].Text, endpoints.Prometheus.Authority),
                    new("alertmanager", services["alertmanager"].Text, endpoints.Alertmanager.Authority),
                ],
            ],
        };
    }

    private static MemberLine Member(PostgresEndpoint endpoint, ClusterMember? seen, ServiceState process) => new()
    {
        Name = endpoint.Name,
        Role = process.IsRunning && seen is not null ? seen.Role : "-",
        // The store remembers a dead member until its key expires: the process table knows better.
        State = process.IsRunning ? process.Condition ?? seen?.State ?? "unknown to Patroni" : process.Text,
        Timeline = process.IsRunning ? seen?.Timeline : null,
        LagBytes = process.IsRunning ? seen?.LagBytes : null,
        Endpoint = Address(endpoint),
    };

    private static async Task<PoolLine> ReadPoolAsync(
        ClusterContext cluster, ClusterEndpoints endpoints, PoolTopology pool, PostgresEndpoint endpoint, CancellationToken cancellationToken)
    {
        var status = await endpoints.ConsoleOf(cluster.Commands, endpoint).ReadPoolAsync(cluster.Topology.Database, cancellationToken);
        return new PoolLine
        {
            Name = pool.Name,
            State = StateOf(status),
            Mode = pool.Mode.ToString().ToLowerInvariant(),
            ActiveClients = status?.ActiveClients,
            WaitingClients = status?.WaitingClients,
            Servers = status is null ? null : status.ActiveServers + status.IdleServers,
            Size = pool.Size,
            Endpoint = Address(endpoint),
        };
    }

    private static string StateOf(PoolStatus? status) => status switch
    {
        null => "no answer",
        { Poolers: 1 } => "up",
        _ when status.Answering < status.Poolers => $"{status.Answering} of {status.Poolers} poolers answer",
        _ => $"up, {status.Poolers} poolers",
    };

    private static ServiceLine Service(string name, ServiceState process, PostgresEndpoint endpoint) => new(name, process.Text, Address(endpoint));

    private static string Address(PostgresEndpoint endpoint) => $"{endpoint.Host}:{endpoint.Port}";
}
