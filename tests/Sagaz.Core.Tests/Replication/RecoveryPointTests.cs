using Sagaz.Core.Replication;
using Sagaz.Core.Topology;

namespace Sagaz.Core.Tests.Replication;

public sealed class RecoveryPointTests
{
    [Theory]
    [InlineData(Durability.Async, 1, RecoveryPoint.LastCommits)]
    [InlineData(Durability.Sync, 1, RecoveryPoint.WhileReplicated)]
    [InlineData(Durability.Sync, 2, RecoveryPoint.WhileReplicated)]
    [InlineData(Durability.Strict, 1, RecoveryPoint.Zero)]
    [InlineData(Durability.Strict, 0, RecoveryPoint.LastCommits)]
    public void Only_strict_durability_with_a_replica_is_called_zero(Durability durability, int replicas, string promised)
    {
        Assert.Equal(promised, RecoveryPoint.Promised(durability, replicas));
    }

    [Fact]
    public void A_setting_that_lowers_synchronous_commit_refuses_the_promise()
    {
        var scene = ReplicationScene.Sound(1);
        var whole = scene.Judge();
        var lowered = ReplicationGates.Judge(
            scene.Expectation, scene.Snapshot with { LoweredCommits = ["role sagaz_app synchronous_commit=local"] }, scene.Canary, scene.Routing);

        Assert.DoesNotContain(whole.Refused, gate => gate.Id is "synchronous-commit-lowered" or "recovery-point");
        Assert.Equal(["synchronous-commit-lowered", "recovery-point"], lowered.Refused.Select(gate => gate.Id));
        Assert.Contains("sagaz_app", lowered.Refused[0].Detail, StringComparison.Ordinal);
    }
}
