namespace Sagaz.Operations.Faults;

/// <summary>What must be undone, written before it is done.</summary>
/// <param name="Fault">The verb.</param>
/// <param name="Target">Name of the member or service.</param>
/// <param name="Breaker">Process id of the run that breaks.</param>
/// <param name="At">When, UTC.</param>
public sealed record FaultRecord(string Fault, string Target, int Breaker, DateTimeOffset At)
{
    /// <inheritdoc />
    public override string ToString() => $"{Fault} of {Target}";
}
