namespace Sagaz.Core.Topology;

/// <summary>From when on <c>Doctor</c> complains; further limits that it judges by are those of all gates, in <see cref="TopologyLimits"/>.</summary>
public sealed record DoctorLimits
{
    /// <summary>How far a member's clock may be off; 1 s unless topology.json says otherwise.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Changes of the lead within <see cref="LeaderChangesWithin"/> that are too many; 3 unless topology.json says otherwise.</summary>
    public int LeaderChanges { get; init; } = 3;

    /// <summary>How far back changes of the lead count; 1 h unless topology.json says otherwise.</summary>
    public TimeSpan LeaderChangesWithin { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a client may wait for a server of its pool; 1 s unless topology.json says otherwise.</summary>
    public TimeSpan PoolWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Age of a transaction that does nothing; 60 s unless topology.json says otherwise.</summary>
    public TimeSpan TransactionIdle { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Age of a transaction that works; 600 s unless topology.json says otherwise.</summary>
    public TimeSpan TransactionLong { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Age of a prepared transaction that nobody ends; 3600 s unless topology.json says otherwise.</summary>
    public TimeSpan TransactionPrepared { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Age of the oldest transaction id of a database; 10⁹ transactions unless topology.json says otherwise.</summary>
    /// <remarks>PostgreSQL forces a vacuum at 200 million (autovacuum_freeze_max_age): five times that means that vacuuming does not get through.</remarks>
    public long TransactionIdAge { get; init; } = 1_000_000_000;

    /// <summary>Dead rows of a table below which their share does not matter; 10,000 unless topology.json says otherwise.</summary>
    public long DeadRows { get; init; } = 10_000;

    /// <summary>Dead rows of all rows of a table; percent, 34 unless topology.json says otherwise.</summary>
    public int DeadRowsPercent { get; init; } = 34;

    /// <summary>WAL that one slot keeps; bytes, 1 GiB unless topology.json says otherwise.</summary>
    public long WalRetainedBytes { get; init; } = 1L << 30;

    /// <summary>How long the partitions of every table must do; 48 h unless topology.json says otherwise.</summary>
    public TimeSpan PartitionRunway { get; init; } = TimeSpan.FromHours(48);

    /// <summary>How long maintenance may not have run; 3 h unless topology.json says otherwise.</summary>
    public TimeSpan PartitionMaintenance { get; init; } = TimeSpan.FromHours(3);

    /// <summary>How long before its end a certificate is told of; 30 days, from which on <c>Up</c> renews it, unless topology.json says otherwise.</summary>
    public TimeSpan CertificateNotice { get; init; } = TimeSpan.FromDays(30);
}
