using Sagaz.Core.Topology;
using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Faults;
using Sagaz.Operations.Faults.Compose;
using Sagaz.Operations.Faults.Native;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Runtimes.Compose;
using Sagaz.Operations.Runtimes.Native;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Waiting;

namespace Sagaz.Integration.Tests;

/// <summary>The last resort for a replica with damaged WAL, which healing seldom needs: most get what they miss from the leader.</summary>
[Collection(SharedClusterGroup.Name)]
public class WalDamageTests(SharedCluster shared)
{
    private const string Mark = "of-the-old-copy";
    private readonly TestCluster cluster = shared.Cluster;

    [ClusterFact]
    public async Task A_replica_that_does_not_find_its_way_back_is_wiped_and_cloned()
    {
        await cluster.IsWholeAsync();
        var replica = await cluster.ReplicaAsync();
        var server = cluster.At(15432 + (replica == "postgres-0" ? 0 : 1), Account.Superuser);
        var folder = await TestCluster.AskAsync(server, "SELECT current_setting('data_directory')");
        await TestCluster.AskAsync(server, $"COPY (SELECT 1) TO '{folder}/{Mark}'");
        Assert.Equal(true, await TestCluster.AskAsync(server, $"SELECT (pg_stat_file('{Mark}', true)).size IS NOT NULL"));
        using var engine = new Engine();
        var damage = Damage(engine);

        await damage.ScribbleAsync(replica, CancellationToken.None);
        await damage.WipeAsync(replica, CancellationToken.None);

        await cluster.IsWholeAsync();
        Assert.Equal(true, await TestCluster.AskAsync(server, $"SELECT (pg_stat_file('{Mark}', true)).size IS NULL"));
        Assert.Null(await FaultRemains.FindAsync(cluster));
    }

    private IWalDamage Damage(Engine engine)
    {
        var log = new NoLog();
        var topology = TopologyFile.Parse(File.ReadAllText(Path.Combine(cluster.Root, "deploy", "topology.json")), "topology.json").Resolve("local", portOffset: cluster.Offset);
        return cluster.Runtime == TestCluster.Compose
            ? new Sagaz.Operations.Faults.Compose.WalScribble(new ComposeSite(engine, cluster.Project, log))
            : new Sagaz.Operations.Faults.Native.WalScribble(new NativeSite(topology, new NativeLayout(cluster.State), new CommandRunner(log), log));
    }

    private sealed class NoLog : IProgressLog
    {
        public void Information(string line) { }

        public void Detail(string line) { }

        public void Warning(string line) { }
    }
}
