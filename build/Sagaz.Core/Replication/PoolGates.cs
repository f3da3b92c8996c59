using Sagaz.Core.Gates;

namespace Sagaz.Core.Replication;

/// <summary>Each pool leads to servers of its kind.</summary>
internal static class PoolGates
{
    private static readonly Gate ReadWriteOnLeader =
        new("read-write-pool-on-leader", "Every pgbouncer-rw connection lands on a writable server", "pg_is_in_recovery() through pgbouncer-rw", "connections");

    private static readonly Gate ReadOnlyOnReplicas =
        new("read-only-pool-on-replicas", "Every pgbouncer-ro connection lands on a replica while one lives", "pg_is_in_recovery() through pgbouncer-ro", "connections");

    public static IEnumerable<GateResult> Judge(
        ReplicationExpectation expectation,
        ReplicationSnapshot snapshot,
        PoolRoutingResult routing)
    {
        var (readWrite, readOnly) = routing;
        yield return ReadWriteOnLeader.Exactly(readWrite.On(MemberRole.Leader), readWrite.Attempts, readWrite.Describe());
        if (snapshot.Replicas.Count > 0)
            yield return ReadOnlyOnReplicas.Exactly(readOnly.On(MemberRole.Replica), readOnly.Attempts, readOnly.Describe());
        else if (expectation.Replicas > 0)
            yield return ReadOnlyOnReplicas.NotRun($"No replica lives. {readOnly.Describe()}".TrimEnd());
    }
}
