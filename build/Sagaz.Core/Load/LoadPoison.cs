namespace Sagaz.Core.Load;

/// <summary>What makes a queue in a database sick.</summary>
public enum LoadPoison
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A transaction on the leader keeps its snapshot for the whole run, so that no dead row can be removed.</summary>
    LongTransaction,

    /// <summary>A transaction on a replica does, and the replica's feedback tells the leader.</summary>
    LongReplicaTransaction,

    /// <summary>Vacuum does not come to the outbox.</summary>
    VacuumStarved,
}
