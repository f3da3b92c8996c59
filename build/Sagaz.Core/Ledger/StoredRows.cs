namespace Sagaz.Core.Ledger;

/// <summary>What the database holds of the ledger's load.</summary>
/// <param name="Events">Rows of saga_outbox.</param>
/// <param name="Steps">Rows of saga_steps: the saga and the step's number.</param>
public sealed record StoredRows(IReadOnlyList<LedgerEvent> Events, IReadOnlyList<(string Saga, int Sequence)> Steps);
