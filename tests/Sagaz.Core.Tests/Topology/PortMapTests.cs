namespace Sagaz.Core.Tests.Topology;

public sealed class PortMapTests
{
    [Fact]
    public void Lists_every_port_with_the_service_that_listens_there()
    {
        Assert.Equal(
            [
                ("postgres-primary", 5432), ("postgres-replica", 5433), ("pgbouncer-rw", 6432), ("pgbouncer-ro", 6433),
                ("postgres-0", 15432), ("postgres-1", 15433), ("patroni of postgres-0", 18008), ("patroni of postgres-1", 18009),
                ("etcd (clients)", 12379), ("etcd (peers)", 12380), ("haproxy (status)", 17000),
            ],
            new TopologyText().Resolve().Ports.All(2));
    }
}
