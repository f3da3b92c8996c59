namespace Sagaz.Operations.Faults;

/// <summary>What a fault is done to.</summary>
public enum FaultSubject
{
    /// <summary>Any PostgreSQL member, by name.</summary>
    Member,

    /// <summary>A member that does not lead.</summary>
    Replica,

    /// <summary>Patroni's store.</summary>
    Store,

    /// <summary>HAProxy.</summary>
    Proxy,

    /// <summary>A PgBouncer, by name.</summary>
    Pool,
}
