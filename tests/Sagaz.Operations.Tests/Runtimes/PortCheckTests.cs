using System.Net;
using System.Net.Sockets;
using Sagaz.Core.Errors;
using Sagaz.Core.Topology;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Runtimes;

namespace Sagaz.Operations.Tests.Runtimes;

public sealed class PortCheckTests
{
    private const string Folder = "/srv/nobody/runs/anything/here";

    [Fact]
    public void A_taken_port_is_refused_by_service_number_and_process()
    {
        using var taken = Listener();

        var refusal = Assert.Throws<PreconditionException>(() => PortCheck.Require(Cluster(PortOf(taken)), Folder));

        Assert.StartsWith($"pgbouncer-rw needs port {PortOf(taken)}, but process {Environment.ProcessId} (", refusal.Sentence, StringComparison.Ordinal);
        Assert.EndsWith(") listens there.", refusal.Sentence, StringComparison.Ordinal);
        Assert.Contains("--port-offset", refusal.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_free_port_is_fine()
    {
        int port;
        using (var freed = Listener())
            port = PortOf(freed);

        PortCheck.Require(Cluster(port), Folder);
    }

    [Fact]
    public void A_port_that_the_cluster_itself_listens_on_is_fine()
    {
        using var own = Listener();
        var process = RunningProcess.All().Single(candidate => candidate.Id == Environment.ProcessId);
        var folder = Path.GetDirectoryName(process.CommandLine.First(argument => argument.StartsWith('/') && argument.Count(letter => letter == '/') > 2))!;

        PortCheck.Require(Cluster(PortOf(own)), folder);
    }

    private static TcpListener Listener()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>A cluster with one port of interest; the others lie where the kernel gives none away and services seldom listen.</summary>
    private static ClusterTopology Cluster(int port) => FixedCluster.Debian12.Topology with
    {
        Members = 1,
        Ports = new PortMap
        {
            Primary = 1101,
            Replica = 1102,
            PoolReadWrite = port,
            PoolReadOnly = 1103,
            Member = 1104,
            Patroni = 1105,
            EtcdClient = 1106,
            EtcdPeer = 1107,
            HaproxyStats = 1108,
            Monitoring = new MonitoringPorts
            {
                Prometheus = 1109,
                Alertmanager = 1110,
                Grafana = 1116,
                NodeExporter = 1111,
                PostgresExporter = 1112,
                PoolReadWriteExporter = 1113,
                PoolReadOnlyExporter = 1114,
                HaproxyMetrics = 1115,
            },
        },
    };
}
