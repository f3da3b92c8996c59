namespace Sagaz.Core.Migrations.Locks;

/// <summary>PostgreSQL's table-level lock modes, weakest first.</summary>
/// <remarks>Source: PostgreSQL manual, "Explicit locking".</remarks>
public enum LockMode
{
    /// <summary>Taken by reading; disturbs only ACCESS EXCLUSIVE.</summary>
    AccessShare,

    /// <summary>Taken by SELECT FOR UPDATE.</summary>
    RowShare,

    /// <summary>Taken by writing rows.</summary>
    RowExclusive,

    /// <summary>Readers and writers go on; other maintenance waits.</summary>
    ShareUpdateExclusive,

    /// <summary>Writers wait.</summary>
    Share,

    /// <summary>Writers wait.</summary>
    ShareRowExclusive,

    /// <summary>Writers wait.</summary>
    Exclusive,

    /// <summary>Everyone waits, readers too.</summary>
    AccessExclusive,
}
