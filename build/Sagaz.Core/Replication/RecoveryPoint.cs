using Sagaz.Core.Topology;

namespace Sagaz.Core.Replication;

/// <summary>What losing the leader may cost, said honestly.</summary>
/// <remarks>
/// Only strict durability is called RPO 0: with two members and without strict, a leader whose replica is gone goes on
/// alone, and what it acknowledges then is lost with it.
/// </remarks>
public static class RecoveryPoint
{
    /// <summary>No replica is waited for.</summary>
    public const string LastCommits = "the last commits may be lost";

    /// <summary>A replica is waited for as long as there is one.</summary>
    public const string WhileReplicated = "nothing is lost while a replica is connected; not RPO 0";

    /// <summary>A replica is waited for, always.</summary>
    public const string Zero = "RPO 0";

    /// <summary>What the configuration promises.</summary>
    public static string Promised(Durability durability, int replicas) => (durability, replicas) switch
    {
        (Durability.Async, _) or (_, 0) => LastCommits,
        (Durability.Strict, _) => Zero,
        _ => WhileReplicated,
    };

    /// <summary>What holds now: the promise only where commits wait for a replica, and no setting lets them not.</summary>
    public static string Found(Durability durability, ReplicationSnapshot snapshot)
    {
        var synchronous = snapshot.Links.Count(link => link is { IsSynchronous: true, State: WalSenderState.Streaming });
        return synchronous == 0 || snapshot.LoweredCommits.Count > 0 ? LastCommits : Promised(durability, synchronous);
    }
}
