using Sagaz.Core.Gates;
using Sagaz.Core.Replication;

namespace Sagaz.Operations.Replication;

/// <summary>What was found out about replication, and how it was judged.</summary>
/// <param name="Gates">The verdicts.</param>
/// <param name="Snapshot">The members' own words, read after the canary.</param>
/// <param name="Canary">The rows written and read back, with the lag's distribution per replica in ms and bytes.</param>
/// <param name="Routing">Where connections through the pools ended up.</param>
public sealed record ReplicationVerificationReport(
    GateReport Gates,
    ReplicationSnapshot Snapshot,
    CanaryResult Canary,
    PoolRoutingResult Routing);
