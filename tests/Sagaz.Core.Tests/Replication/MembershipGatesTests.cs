using Sagaz.Core.Gates;
using Sagaz.Core.Replication;
using static Sagaz.Core.Tests.Replication.ReplicationScene;

namespace Sagaz.Core.Tests.Replication;

public class MembershipGatesTests
{
    [Fact]
    public void Refuses_two_leaders()
    {
        var gate = Sound(1).WithMembers(Leader(0), Leader(1)).WithLinks().Judge("exactly-one-leader");
        Assert.Equal((Verdict.Fail, (GateValue)2), (gate.Verdict, gate.Measured));
        Assert.Contains("postgres-0, postgres-1", gate.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Does_not_vouch_for_one_leader_while_a_member_cannot_be_asked()
    {
        var scene = Sound(2).WithMembers(Leader(0), Replica(1), Lost(2));
        var gate = scene.Judge("exactly-one-leader");
        Assert.Equal(Verdict.NotRun, gate.Verdict);
        Assert.Contains("postgres-2 is unreachable (Connection refused)", gate.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_lost_replica_with_the_reason()
    {
        var scene = Sound(2).WithMembers(Leader(0), Replica(1), Lost(2)).WithLinks(Link(1));
        foreach (var id in new[] { "replica-count", "replicas-in-recovery", "replicas-streaming", "replicas-on-leader-timeline", "replica-slots-active" })
        {
            var gate = scene.Judge(id);
            Assert.Equal((Verdict.Fail, (GateValue)1, (GateValue)2), (gate.Verdict, gate.Measured, gate.Limit));
            Assert.Contains("Connection refused", gate.Detail, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(WalReceiverState.Absent)]
    [InlineData(WalReceiverState.Waiting)]
    public void Refuses_a_replica_whose_receiver_does_not_stream(WalReceiverState receiver) =>
        Sound(1).WithMembers(Leader(0), Replica(1) with { Receiver = receiver }).Refuses(Verdict.Fail, "replicas-streaming");

    [Fact]
    public void Refuses_a_replica_that_still_catches_up() =>
        Sound(1).WithLinks(Link(1) with { State = WalSenderState.Catchup, SyncState = SyncState.Sync })
            .Refuses(Verdict.Fail, "replicas-streaming", "synchronous-standbys", "recovery-point");

    [Fact]
    public void Refuses_a_replica_on_another_timeline()
    {
        var scene = Sound(2).WithMembers(Leader(0), Replica(1), Replica(2) with { Timeline = 2 });
        scene.Refuses(Verdict.Fail, "replicas-on-leader-timeline");
        Assert.Contains("postgres-2 is on timeline 2, leader postgres-0 on 3", scene.Judge("replicas-on-leader-timeline").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_replica_without_a_slot() =>
        Sound(1).WithLinks(Link(1) with { SlotName = "", IsSlotActive = false }).Refuses(Verdict.Fail, "replica-slots-active");

    [Fact]
    public void Refuses_an_inactive_slot() =>
        Sound(1).WithLinks(Link(1) with { IsSlotActive = false }).Refuses(Verdict.Fail, "replica-slots-active");

    [Fact]
    public void A_sound_replica_too_many_does_not_hide_a_broken_one()
    {
        var scene = Sound(2).WithMembers(Leader(0), Replica(1), Replica(2) with { Receiver = WalReceiverState.Absent });
        scene = scene with { Expectation = scene.Expectation with { Replicas = 1 } };
        scene.Refuses(Verdict.Fail, "replica-count", "replicas-streaming");
    }

    [Fact]
    public void A_stranger_who_streams_is_not_one_of_the_replicas()
    {
        var scene = Sound(1).WithLinks(Link(1), Link(7) with { ApplicationName = "pg_receivewal" });
        Assert.Equal(Verdict.Pass, scene.Judge().Verdict);
        scene = Sound(1).WithLinks(Link(7) with { ApplicationName = "pg_receivewal", SyncState = SyncState.Sync });
        Assert.Equal((GateValue)0, scene.Judge("replica-count").Measured);
    }

    [Fact]
    public void Knows_a_replica_by_its_slot_when_its_name_differs() =>
        Assert.Equal(Verdict.Pass, Sound(1).WithLinks(Link(1) with { ApplicationName = "walreceiver" }).Judge().Verdict);
}
