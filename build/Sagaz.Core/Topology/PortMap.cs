namespace Sagaz.Core.Topology;

/// <summary>Every TCP port of a cluster whose members share one machine, the offset already added.</summary>
public sealed record PortMap
{
    /// <summary>Write frontend, <c>postgres-primary</c>; 5432 unless topology.json says otherwise.</summary>
    public required int Primary { get; init; }

    /// <summary>Read frontend, <c>postgres-replica</c>; 5433 unless topology.json says otherwise.</summary>
    public required int Replica { get; init; }

    /// <summary><c>pgbouncer-rw</c>; 6432 unless topology.json says otherwise.</summary>
    public required int PoolReadWrite { get; init; }

    /// <summary><c>pgbouncer-ro</c>; 6433 unless topology.json says otherwise.</summary>
    public required int PoolReadOnly { get; init; }

    /// <summary>PostgreSQL of member 0; member n listens n ports higher.</summary>
    public required int Member { get; init; }

    /// <summary>Patroni's REST API of member 0; member n listens n ports higher.</summary>
    public required int Patroni { get; init; }

    /// <summary>etcd's client port.</summary>
    public required int EtcdClient { get; init; }

    /// <summary>etcd's peer port.</summary>
    public required int EtcdPeer { get; init; }

    /// <summary>HAProxy's status page and health answer.</summary>
    public required int HaproxyStats { get; init; }

    /// <summary>What watches the cluster, where it was asked for.</summary>
    public required MonitoringPorts Monitoring { get; init; }

    /// <summary>The map moved by <paramref name="offset"/> ports, so that clusters live side by side.</summary>
    public PortMap Shift(int offset) => new()
    {
        Primary = Primary + offset,
        Replica = Replica + offset,
        PoolReadWrite = PoolReadWrite + offset,
        PoolReadOnly = PoolReadOnly + offset,
        Member = Member + offset,
        Patroni = Patroni + offset,
        EtcdClient = EtcdClient + offset,
        EtcdPeer = EtcdPeer + offset,
        HaproxyStats = HaproxyStats + offset,
        Monitoring = Monitoring.Shift(offset),
    };

    /// <summary>Every port in use by a cluster of <paramref name="members"/> members, with the service's name.</summary>
    public IEnumerable<(string Service, int Port)> All(int members) =>
    [
        ("postgres-primary", Primary),
        ("postgres-replica", Replica),
        ("pgbouncer-rw", PoolReadWrite),
        ("pgbouncer-ro", PoolReadOnly),
        .. Enumerable.Range(0, members).Select(n => ($"postgres-{n}", Member + n)),
        .. Enumerable.Range(0, members).Select(n => ($"patroni of postgres-{n}", Patroni + n)),
        ("etcd (clients)", EtcdClient),
        ("etcd (peers)", EtcdPeer),
        ("haproxy (status)", HaproxyStats),
    ];
}
