namespace Sagaz.Core.Migrations.Locks;

/// <summary>A lock that a statement takes on one table; in a transaction it is held until the end.</summary>
/// <param name="Table">The table.</param>
/// <param name="Mode">How strong.</param>
/// <param name="Span">How long the work under it takes.</param>
public sealed record TableLock(string Table, LockMode Mode, LockSpan Span)
{
    /// <summary>The mode as the manual writes it, e.g. <c>ACCESS EXCLUSIVE</c>.</summary>
    public string ModeName => Mode switch
    {
        LockMode.AccessShare => "ACCESS SHARE",
        LockMode.RowShare => "ROW SHARE",
        LockMode.RowExclusive => "ROW EXCLUSIVE",
        LockMode.ShareUpdateExclusive => "SHARE UPDATE EXCLUSIVE",
        LockMode.Share => "SHARE",
        LockMode.ShareRowExclusive => "SHARE ROW EXCLUSIVE",
        LockMode.Exclusive => "EXCLUSIVE",
        _ => "ACCESS EXCLUSIVE",
    };

    /// <summary>Who waits meanwhile, and for what.</summary>
    public string Effect => (Mode, Span) switch
    {
        ( >= LockMode.AccessExclusive, LockSpan.Brief) => "readers and writers wait, briefly",
        ( >= LockMode.AccessExclusive, _) => $"readers and writers wait while {Work}",
        ( >= LockMode.Share, LockSpan.Brief) => "writers wait, briefly",
        ( >= LockMode.Share, _) => $"writers wait while {Work}",
        (_, LockSpan.Brief) => "nobody waits",
        _ => $"readers and writers go on while {Work}",
    };

    private string Work => Span switch
    {
        LockSpan.Rewrite => "every row is written anew",
        LockSpan.Scan => "every row is read",
        _ => "it works on its rows",
    };
}
