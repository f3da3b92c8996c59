namespace Sagaz.Core.Ledger;

/// <summary>One line of the ledger: what a client did or was told.</summary>
/// <param name="At">When, by the client's clock; UTC.</param>
public abstract record LedgerEntry(DateTimeOffset At);

/// <summary>A client is about to send a transaction.</summary>
/// <param name="At">When.</param>
/// <param name="Event">What it will write.</param>
public sealed record Attempted(DateTimeOffset At, LedgerEvent Event) : LedgerEntry(At);

/// <summary>The cluster told the client that the transaction is committed.</summary>
/// <param name="At">When.</param>
/// <param name="Id">The event's id.</param>
public sealed record Acknowledged(DateTimeOffset At, Guid Id) : LedgerEntry(At);

/// <summary>The transaction ended before its COMMIT was sent: it cannot have happened.</summary>
/// <param name="At">When.</param>
/// <param name="Id">The event's id.</param>
public sealed record Abandoned(DateTimeOffset At, Guid Id) : LedgerEntry(At);

/// <summary>A publisher gave an event, whose claim was acknowledged, to the outside world.</summary>
/// <param name="At">When.</param>
/// <param name="Event">What was published.</param>
public sealed record Published(DateTimeOffset At, LedgerEvent Event) : LedgerEntry(At);
