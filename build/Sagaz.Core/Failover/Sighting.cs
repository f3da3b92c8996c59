namespace Sagaz.Core.Failover;

/// <summary>Where the observer looked.</summary>
public enum SightingPlace
{
    /// <summary>The leader key in the store, as a member's REST API shows it.</summary>
    Key,

    /// <summary>The member whose REST API says that it takes writes.</summary>
    Writable,

    /// <summary>The server that HAProxy sends writers to.</summary>
    Proxy,

    /// <summary>The member that a probe through pgbouncer-rw was answered by.</summary>
    Pool,
}

/// <summary>A change that the observer saw.</summary>
/// <param name="At">When; UTC.</param>
/// <param name="Place">Where.</param>
/// <param name="Member">The member found there; empty for none.</param>
public sealed record Sighting(DateTimeOffset At, SightingPlace Place, string Member);
