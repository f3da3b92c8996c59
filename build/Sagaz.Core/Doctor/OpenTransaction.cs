namespace Sagaz.Core.Doctor;

/// <summary>A client's transaction that has begun and not ended.</summary>
/// <param name="Process">Its server process.</param>
/// <param name="User">Whose it is.</param>
/// <param name="State"><c>active</c>, <c>idle in transaction</c>.</param>
/// <param name="Age">Since its begin.</param>
public sealed record OpenTransaction(int Process, string User, string State, TimeSpan Age)
{
    /// <summary>Whether it waits for its client instead of working.</summary>
    public bool IsIdle => State.StartsWith("idle", StringComparison.Ordinal);
}
