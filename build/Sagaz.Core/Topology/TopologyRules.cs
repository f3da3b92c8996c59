namespace Sagaz.Core.Topology;

/// <summary>What must hold between the values of a topology that are each in range.</summary>
internal static class TopologyRules
{
    public static IEnumerable<string> Check(ClusterTopology topology) =>
    [
        .. Connections(topology),
        .. Pool(topology.ReadWritePool, "readWrite"),
        .. Pool(topology.ReadOnlyPool, "readOnly"),
        .. Clockwork(topology.Patroni),
        .. Promise(topology),
        .. Ports(topology),
    ];

    private static IEnumerable<string> Connections(ClusterTopology topology)
    {
        var needed = ConnectionBudget.Needed(topology);
        if (needed > topology.Postgres.MaxConnections)
        {
            yield return $"postgres.maxConnections is {topology.Postgres.MaxConnections}, but {needed} are needed: "
                + $"pools.readWrite.size {topology.ReadWritePool.Size} + pools.readOnly.size {topology.ReadOnlyPool.Size} "
                + $"+ one password look-up in each + {ConnectionBudget.SuperuserReserved} for superusers + {ConnectionBudget.Patroni} for Patroni "
                + $"+ {ConnectionBudget.Administration} for administration.";
        }
    }

    private static IEnumerable<string> Pool(PoolTopology pool, string key)
    {
        if (pool.MinimumSize > pool.Size)
            yield return $"pools.{key}.minimumSize is {pool.MinimumSize}; it must be at most its size, {pool.Size}.";
    }

    private static IEnumerable<string> Clockwork(PatroniTopology patroni)
    {
        foreach (var (release, ttl, loopWait) in new[] { ("", patroni.Ttl, patroni.LoopWait), ("BeforePatroni4", patroni.TtlBeforePatroni4, patroni.LoopWaitBeforePatroni4) })
        {
            var least = loopWait + (2 * patroni.RetryTimeout);
            if (least > ttl)
                yield return $"patroni.ttlSeconds{release} is {ttl.TotalSeconds:0}; it must be at least loopWaitSeconds{release} + 2 x retryTimeoutSeconds = {least.TotalSeconds:0}.";
        }
    }

    private static IEnumerable<string> Promise(ClusterTopology topology)
    {
        // Without a replica to confirm them, commits would wait for ever.
        if (topology is { Durability: Durability.Strict, Members: 1 })
            yield return "durability is 'strict', which needs at least 2 members; members is 1.";
    }

    private static IEnumerable<string> Ports(ClusterTopology topology)
    {
        // All ports, asked for or not: what is right today shall be right with monitoring, too.
        var all = topology.Ports.All(topology.Members).Concat(topology.Ports.Monitoring.All(topology.Members)).ToList();
        foreach (var shared in all.GroupBy(entry => entry.Port).Where(group => group.Count() > 1))
            yield return $"ports: {string.Join(" and ", shared.Select(entry => entry.Service))} share port {shared.Key}.";
        foreach (var (service, port) in topology.UsedPorts.Where(entry => entry.Port > 65535))
            yield return $"ports: {service} would listen on port {port}; the highest is 65535.";
    }
}
