using Sagaz.Core.Gates;
using Sagaz.Core.Replication;
using Sagaz.Core.Topology;
using static Sagaz.Core.Tests.Replication.ReplicationScene;

namespace Sagaz.Core.Tests.Replication;

public class DurabilityGatesTests
{
    [Theory]
    [InlineData("0/4000000", Verdict.Pass)]
    [InlineData("0/3FFFFFF", Verdict.Fail)]
    [InlineData("0/5000001", Verdict.Pass)]
    public void Replay_may_be_sixteen_mebibytes_behind(string replayed, Verdict verdict)
    {
        var gate = Sound(2).WithLinks(Link(1), Link(2) with { ReplayLsn = Lsn.Parse(replayed) }).Judge("replay-lag-bytes");
        Assert.Equal(verdict, gate.Verdict);
    }

    [Fact]
    public void Replay_lag_of_a_replica_that_is_not_connected_is_not_a_pass()
    {
        var scene = Sound(2).WithMembers(Leader(0), Replica(1), Lost(2)).WithLinks(Link(1));
        Assert.Equal(Verdict.NotRun, scene.Judge("replay-lag-bytes").Verdict);
        scene = scene.WithLinks(Link(1) with { ReplayLsn = Lsn.Parse("0/1000000") });
        Assert.Equal(Verdict.Fail, scene.Judge("replay-lag-bytes").Verdict);
    }

    [Theory]
    [InlineData(Durability.Async, SyncState.Async, Verdict.Pass)]
    [InlineData(Durability.Async, SyncState.Potential, Verdict.Pass)]
    [InlineData(Durability.Async, SyncState.Sync, Verdict.Fail)]
    [InlineData(Durability.Async, SyncState.Quorum, Verdict.Fail)]
    [InlineData(Durability.Sync, SyncState.Async, Verdict.Fail)]
    [InlineData(Durability.Sync, SyncState.Potential, Verdict.Fail)]
    [InlineData(Durability.Sync, SyncState.Sync, Verdict.Pass)]
    [InlineData(Durability.Sync, SyncState.Quorum, Verdict.Pass)]
    [InlineData(Durability.Strict, SyncState.Async, Verdict.Fail)]
    [InlineData(Durability.Strict, SyncState.Sync, Verdict.Pass)]
    public void Commits_wait_for_a_standby_exactly_where_expected(Durability expected, SyncState found, Verdict verdict)
    {
        var scene = Sound(1).WithLinks(Link(1) with { SyncState = found });
        scene = scene with { Expectation = scene.Expectation with { Durability = expected } };
        Assert.Equal(verdict, scene.Judge("synchronous-standbys").Verdict);
        Assert.Equal(expected != Durability.Async, scene.Judge().Results.Any(gate => gate.Id == "synchronous-commit"));
    }

    [Theory]
    [InlineData("on", Verdict.Pass)]
    [InlineData("remote_apply", Verdict.Pass)]
    [InlineData("remote_write", Verdict.Fail)]
    [InlineData("local", Verdict.Fail)]
    [InlineData("off", Verdict.Fail)]
    public void A_session_that_does_not_wait_for_the_standby_is_refused(string setting, Verdict verdict)
    {
        var scene = Sound(1);
        var connections = scene.Routing.ReadWrite.Connections.ToList();
        connections[7] = connections[7] with { SynchronousCommit = setting };
        scene = scene with { Routing = scene.Routing with { ReadWrite = scene.Routing.ReadWrite with { Connections = connections } } };
        Assert.Equal(verdict, scene.Judge("synchronous-commit").Verdict);
    }

    [Fact]
    public void A_pool_that_did_not_answer_says_nothing_about_synchronous_commit()
    {
        var scene = Sound(1);
        scene = scene with { Routing = scene.Routing with { ReadWrite = Pool("pgbouncer-rw") } };
        Assert.Equal(Verdict.NotRun, scene.Judge("synchronous-commit").Verdict);
    }
}
