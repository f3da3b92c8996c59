namespace Sagaz.Core.Topology;

/// <summary>Outages that a writer may see through the pools, median of a scenario's rounds.</summary>
public sealed record FailoverLimits
{
    /// <summary>The leader's postmaster was killed; 3 s unless topology.json says otherwise.</summary>
    public required TimeSpan PostmasterKilled { get; init; }

    /// <summary>The leader's processes were killed, and something restarts them; 6 s unless topology.json says otherwise.</summary>
    public required TimeSpan MemberKilled { get; init; }

    /// <summary>The leader was lost for good: Patroni's ttl and this; 1 s unless topology.json says otherwise.</summary>
    public required TimeSpan MemberLostBeyondTtl { get; init; }

    /// <summary>The leader stands still; 30 s unless topology.json says otherwise.</summary>
    public required TimeSpan LeaderFrozen { get; init; }

    /// <summary>The write pool was killed and restarted; 2 s unless topology.json says otherwise.</summary>
    public required TimeSpan PoolerRestarted { get; init; }

    /// <summary>The lead was handed over while the write pool was paused; 3 s unless topology.json says otherwise.</summary>
    public required TimeSpan Switchover { get; init; }
}
