namespace Sagaz.Core.Replication;

/// <summary>What one observer, a replica or the read-only pool, saw of the canary rows.</summary>
public sealed record CanaryReading
{
    /// <summary>The replica or pool that was read through.</summary>
    public required string Observer { get; init; }

    /// <summary>How many of the rows it showed before the deadline.</summary>
    public required int Seen { get; init; }

    /// <summary>Milliseconds from the commit's acknowledgement at the client until the row was first read.</summary>
    /// <remarks>
    /// Only rows that were seen count. A row read before its commit's acknowledgement arrived counts as 0. The
    /// observer looks at once and then every millisecond or so, and figures are too high by up to one such step.
    /// </remarks>
    public LagDistribution LagMilliseconds { get; init; } = LagDistribution.Empty;

    /// <summary>Bytes of WAL from what the server had last been seen to have replayed to the row, at its commit.</summary>
    /// <remarks>Counts every committed row, seen or not; too high by what was replayed since the last look.</remarks>
    public LagDistribution LagBytes { get; init; } = LagDistribution.Empty;

    /// <summary>Why it did not see every row; empty when it did.</summary>
    public string Failure { get; init; } = "";
}
