namespace Sagaz.Core.Ledger;

/// <summary>One transaction of the ledger's load: a saga's next step and the outbox event that goes with it.</summary>
/// <param name="Id">The event's id in saga_outbox.</param>
/// <param name="Saga">The aggregate.</param>
/// <param name="Sequence">Number of the step in its saga, 1 and up.</param>
public sealed record LedgerEvent(Guid Id, string Saga, int Sequence)
{
    /// <inheritdoc />
    public override string ToString() => $"{Saga} step {Sequence} ({Id})";
}
