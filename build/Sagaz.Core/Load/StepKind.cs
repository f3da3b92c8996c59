namespace Sagaz.Core.Load;

/// <summary>What a step of the load is, which decides the gate that judges it.</summary>
public enum StepKind
{
    /// <summary>A write of a saga or of an outbox event.</summary>
    Write,

    /// <summary>A worker's claim of events.</summary>
    Claim,

    /// <summary>A query of a dashboard or a report.</summary>
    Read,
}
