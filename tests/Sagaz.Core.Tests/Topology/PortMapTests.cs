using Sagaz.Core.Topology;

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

    [Fact]
    public void Lists_the_ports_of_what_watches_the_cluster_only_where_it_is_watched()
    {
        var file = TopologyFile.Parse(TopologyText.Repository, TopologyText.Source);
        var plain = file.Resolve("local").UsedPorts.ToList();
        var watched = file.Resolve("local", portOffset: 10, hasMonitoring: true);

        Assert.Equal(file.Resolve("local").Ports.All(2), plain);
        Assert.Equal(
            [
                ("prometheus", 19100), ("alertmanager", 19103), ("node-exporter", 19020), ("postgres-0-exporter", 19080), ("postgres-1-exporter", 19081),
                ("pgbouncer-rw-exporter", 19037), ("pgbouncer-ro-exporter", 19038), ("haproxy (metrics)", 19014),
            ],
            watched.UsedPorts.Skip(plain.Count));
    }
}
