using Sagaz.Core.Gates;

namespace Sagaz.Core.Replication;

/// <summary>Judges replication, from what the servers said, what the canary showed and where the pools lead.</summary>
/// <remarks>
/// <list type="bullet">
/// <item>What could not be measured is not-run and never a pass; an unreachable member may be a second leader.</item>
/// <item>Where no replica is expected, the gates about replicas' state, their lag and synchronous durability are
/// left out, because there is nothing to measure; the number of replicas is still judged, and so is reading the
/// canary through pgbouncer-ro, which may then serve from the leader.</item>
/// </list>
/// </remarks>
public static class ReplicationGates
{
    /// <summary>All gates, in a fixed order, with stable ids.</summary>
    public static GateReport Judge(
        ReplicationExpectation expectation,
        ReplicationSnapshot snapshot,
        CanaryResult canary,
        PoolRoutingResult routing) => new(
        [
            .. MembershipGates.Judge(expectation, snapshot),
            .. DurabilityGates.Judge(expectation, snapshot, routing.ReadWrite),
            .. CanaryGates.Judge(expectation, snapshot, canary),
            .. PoolGates.Judge(expectation, snapshot, routing),
        ]);
}
