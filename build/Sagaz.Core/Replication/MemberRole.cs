namespace Sagaz.Core.Replication;

/// <summary>What a PostgreSQL server said of itself, by <c>pg_is_in_recovery()</c>.</summary>
public enum MemberRole
{
    /// <summary>It could not be asked.</summary>
    Unreachable,

    /// <summary>Not in recovery: it takes writes.</summary>
    Leader,

    /// <summary>In recovery: it replays WAL and takes reads only.</summary>
    Replica,
}
