using Sagaz.Core.Gates;
using Sagaz.Core.Topology;

namespace Sagaz.Core.Replication;

/// <summary>How far replay is behind, and whether commits wait for a standby as expected.</summary>
internal static class DurabilityGates
{
    private static readonly Gate ReplayLag =
        new("replay-lag-bytes", "Every replica has replayed nearly all WAL of the leader", "pg_stat_replication.replay_lsn on the leader", "bytes");

    private static readonly Gate NoStandbyWaitedFor =
        new("synchronous-standbys", "No commit waits for a standby", "pg_stat_replication.sync_state on the leader", "standbys");

    private static readonly Gate StandbyWaitedFor =
        NoStandbyWaitedFor with { Title = "Commits wait for at least one standby" };

    private static readonly Gate SynchronousCommit =
        new("synchronous-commit", "Every pgbouncer-rw session waits for the standby's flush", "synchronous_commit through pgbouncer-rw", "connections");

    private static readonly Gate LoweredCommits =
        new("synchronous-commit-lowered", "No role, database or server setting lowers synchronous_commit", "pg_db_role_setting and pg_settings on the leader", "settings");

    private static readonly Gate StatedRecoveryPoint =
        new("recovery-point", "Losing the leader costs what the durability promises", "pg_stat_replication and settings on the leader");

    public static IEnumerable<GateResult> Judge(
        ReplicationExpectation expectation,
        ReplicationSnapshot snapshot,
        PoolRouting readWrite)
    {
        if (expectation.Replicas == 0)
            yield break;

        yield return JudgeReplayLag(expectation, snapshot);
        yield return JudgeStandbys(expectation, snapshot);
        if (expectation.Durability == Durability.Async)
            yield break;

        foreach (var gate in JudgeRecoveryPoint(expectation, snapshot))
            yield return gate;
        yield return readWrite.Connections.Count == 0
            ? SynchronousCommit.NotRun($"{readWrite.Pool} did not answer. {readWrite.Describe()}")
            : SynchronousCommit.Exactly(
                readWrite.Connections.Count(connection => connection.WaitsForStandby),
                readWrite.Connections.Count,
                "found: " + string.Join(", ", readWrite.Connections.Select(connection => connection.SynchronousCommit).Distinct()));
    }

    private static IEnumerable<GateResult> JudgeRecoveryPoint(ReplicationExpectation expectation, ReplicationSnapshot snapshot)
    {
        if (snapshot.Leaders is not [_])
        {
            var reason = $"It needs one leader to ask, and {snapshot.Leaders.Count} were found.";
            return [LoweredCommits.NotRun(reason), StatedRecoveryPoint.NotRun(reason)];
        }
        return
        [
            LoweredCommits.AtMost(snapshot.LoweredCommits.Count, 0, string.Join(", ", snapshot.LoweredCommits)),
            StatedRecoveryPoint.Exactly(
                RecoveryPoint.Found(expectation.Durability, snapshot), RecoveryPoint.Promised(expectation.Durability, expectation.Replicas)),
        ];
    }

    private static GateResult JudgeReplayLag(ReplicationExpectation expectation, ReplicationSnapshot snapshot)
    {
        if (snapshot.Leaders is not [var leader])
            return ReplayLag.NotRun($"It needs one leader to ask, and {snapshot.Leaders.Count} were found.");

        var lags = snapshot.Replicas
            .Select(replica => (replica.Name, Link: snapshot.LinkOf(replica)))
            .Where(replica => replica.Link is not null)
            .Select(replica => (replica.Name, Bytes: replica.Link!.ReplayLsn.BytesBehind(leader.CurrentLsn)))
            .ToList();
        var worst = lags.Count == 0 ? 0 : lags.Max(lag => lag.Bytes);
        var missing = Math.Max(expectation.Replicas, snapshot.Replicas.Count) - lags.Count;
        var detail = string.Join(", ", lags.Select(lag => $"{lag.Name}: {lag.Bytes}"));
        return missing > 0 && worst <= expectation.ReplayLagLimitBytes
            ? ReplayLag.NotRun($"Replicas not connected: {missing}. {detail}".TrimEnd())
            : ReplayLag.AtMost(worst, expectation.ReplayLagLimitBytes, detail);
    }

    private static GateResult JudgeStandbys(ReplicationExpectation expectation, ReplicationSnapshot snapshot)
    {
        var gate = expectation.Durability == Durability.Async ? NoStandbyWaitedFor : StandbyWaitedFor;
        if (snapshot.Leaders is not [_])
            return gate.NotRun($"It needs one leader to ask, and {snapshot.Leaders.Count} were found.");

        var synchronous = snapshot.Links.Count(link => link is { IsSynchronous: true, State: WalSenderState.Streaming });
        var detail = string.Join(", ", snapshot.Links.Select(link => $"{link.ApplicationName}: {link.SyncState}"));
        return expectation.Durability == Durability.Async
            ? gate.AtMost(synchronous, 0, detail)
            : gate.AtLeast(synchronous, 1, detail);
    }
}
