namespace Sagaz.Core.Failover;

/// <summary>Whom a scenario's fault meets; found out when it begins.</summary>
public enum ScenarioTarget
{
    /// <summary>The member that leads.</summary>
    Leader,

    /// <summary>A member that follows, the synchronous one where there is one.</summary>
    Replica,

    /// <summary>Patroni's store.</summary>
    Store,

    /// <summary>HAProxy.</summary>
    Proxy,

    /// <summary>pgbouncer-rw.</summary>
    WritePool,

    /// <summary>pgbouncer-ro.</summary>
    ReadPool,
}
