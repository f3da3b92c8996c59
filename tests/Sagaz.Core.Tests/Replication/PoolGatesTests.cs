using Sagaz.Core.Gates;
using Sagaz.Core.Replication;
using static Sagaz.Core.Tests.Replication.ReplicationScene;

namespace Sagaz.Core.Tests.Replication;

public class PoolGatesTests
{
    private static readonly MemberRole[] Nineteen = [.. Enumerable.Repeat(MemberRole.Leader, 19)];

    [Fact]
    public void Refuses_one_write_connection_on_a_replica()
    {
        var gate = ReadWrite(Pool("pgbouncer-rw", [.. Nineteen, MemberRole.Replica])).Judge("read-write-pool-on-leader");
        Assert.Equal((Verdict.Fail, "postgres-0: 19, postgres-1: 1"), (gate.Verdict, gate.Detail));
    }

    [Fact]
    public void Refuses_one_write_connection_that_failed()
    {
        var gate = ReadWrite(Pool("pgbouncer-rw", Nineteen)).Judge("read-write-pool-on-leader");
        Assert.Equal((Verdict.Fail, "postgres-0: 19, failed: 1 (Connection refused)"), (gate.Verdict, gate.Detail));
    }

    [Fact]
    public void Refuses_one_read_connection_on_the_leader_while_a_replica_lives() =>
        ReadOnly(Sound(1), Pool("pgbouncer-ro", [.. Enumerable.Repeat(MemberRole.Replica, 19), MemberRole.Leader]))
            .Refuses(Verdict.Fail, "read-only-pool-on-replicas");

    [Fact]
    public void A_read_pool_that_answers_nobody_does_not_avoid_the_leader()
    {
        var gate = ReadOnly(Sound(1), Pool("pgbouncer-ro")).Judge("read-only-pool-on-replicas");
        Assert.Equal((Verdict.Fail, (GateValue)0), (gate.Verdict, gate.Measured));
    }

    [Fact]
    public void The_read_pool_may_serve_from_the_leader_where_no_replica_is_expected() =>
        Assert.Equal(Verdict.Pass, ReadOnly(Sound(0), Pool("pgbouncer-ro", [.. Enumerable.Repeat(MemberRole.Leader, 20)])).Judge().Verdict);

    [Fact]
    public void The_read_pool_is_not_judged_while_every_expected_replica_is_gone() =>
        Assert.Equal(
            Verdict.NotRun,
            Sound(1).WithMembers(Leader(0), Lost(1)).WithLinks().Judge("read-only-pool-on-replicas").Verdict);

    private static ReplicationScene ReadWrite(PoolRouting pool)
    {
        var sound = Sound(1);
        return sound with { Routing = sound.Routing with { ReadWrite = pool } };
    }

    private static ReplicationScene ReadOnly(ReplicationScene scene, PoolRouting pool) =>
        scene with { Routing = scene.Routing with { ReadOnly = pool } };
}
