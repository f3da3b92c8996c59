namespace Sagaz.Operations.Pipeline;

/// <summary>What <c>InjectFault</c> breaks.</summary>
public sealed record FaultRequest
{
    /// <summary>The verb, e.g. <c>freeze-postgres</c>.</summary>
    public required string? Fault { get; init; }

    /// <summary>Name of the member or service; null for the leader, the replica, or the one of its kind.</summary>
    public required string? Target { get; init; }

    /// <summary>How long it stays broken.</summary>
    public required TimeSpan Hold { get; init; }
}
