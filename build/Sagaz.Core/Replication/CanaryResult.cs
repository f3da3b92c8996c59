namespace Sagaz.Core.Replication;

/// <summary>Rows written through the read-write pool and read back everywhere else.</summary>
public sealed record CanaryResult
{
    /// <summary>Why nothing was written; empty when the canary ran.</summary>
    public string NotRunReason { get; init; } = "";

    /// <summary>Rows that were to be written.</summary>
    public required int Requested { get; init; }

    /// <summary>Rows whose commit was acknowledged.</summary>
    public int Committed { get; init; }

    /// <summary>Why not every row was committed; empty when all were.</summary>
    public string WriteFailure { get; init; } = "";

    /// <summary>One reading per member other than the leader, read directly.</summary>
    public IReadOnlyList<CanaryReading> Replicas { get; init; } = [];

    /// <summary>The reading through the read-only pool; empty or one.</summary>
    public IReadOnlyList<CanaryReading> ReadOnlyPool { get; init; } = [];

    /// <summary>Schemas that earlier, killed runs had left and this one removed.</summary>
    public IReadOnlyList<string> RemovedLeftovers { get; init; } = [];

    /// <summary>What this run could not remove; empty when nothing was left behind.</summary>
    public IReadOnlyList<string> LeftBehind { get; init; } = [];

    /// <summary>Whether rows were written.</summary>
    public bool HasRun => NotRunReason.Length == 0;

    /// <summary>A canary that could not start.</summary>
    public static CanaryResult NotRun(int requested, string reason) =>
        new() { Requested = requested, NotRunReason = reason };
}
