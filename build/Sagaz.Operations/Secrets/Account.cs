namespace Sagaz.Operations.Secrets;

/// <summary>The accounts of a cluster, each with a password of its own.</summary>
public static class Account
{
    /// <summary>PostgreSQL's superuser; also PgBouncer's administrator.</summary>
    public const string Superuser = "postgres";

    /// <summary>Streams WAL to the replicas, and rewinds a former leader.</summary>
    public const string Replicator = "replicator";

    /// <summary>Owns the schema; runs migrations.</summary>
    public const string Owner = "sagaz_owner";

    /// <summary>The application.</summary>
    public const string Application = "sagaz_app";

    /// <summary>Dashboards and reports.</summary>
    public const string ReadOnly = "sagaz_readonly";

    /// <summary>PostgreSQL's exporter: statistics, and how old and how many events are, never what they say.</summary>
    public const string Monitor = "sagaz_monitor";

    /// <summary>PgBouncer's password look-up.</summary>
    public const string PgBouncer = "pgbouncer";

    /// <summary>Reads PgBouncer's statistics; known to PgBouncer only.</summary>
    public const string PoolStatistics = "sagaz_stats";

    /// <summary>Writes through Patroni's REST API; known to Patroni only.</summary>
    public const string PatroniApi = "patroni";

    /// <summary>Encrypts the backup repository: no login, but a secret like the others. Without it no backup can be read.</summary>
    public const string BackupCipher = "backup_cipher";

    /// <summary>First half of the login at an object store for backups; given, never generated.</summary>
    public const string BackupStoreKey = "backup_store_key";

    /// <summary>Second half of the login at an object store for backups; given, never generated.</summary>
    public const string BackupStoreSecret = "backup_store_secret";

    /// <summary>No account: the password that the superuser had before it was last changed. A cut-off change is carried on with it.</summary>
    public const string FormerSuperuser = "postgres_before";

    /// <summary>All that are generated.</summary>
    public static readonly IReadOnlyList<string> All =
        [Superuser, Replicator, Owner, Application, ReadOnly, Monitor, PgBouncer, PoolStatistics, PatroniApi, BackupCipher];

    /// <summary>Those that can get a new password: what the old cipher encrypted stays readable with that one only.</summary>
    public static readonly IReadOnlyList<string> Renewable = [.. All.Where(account => account != BackupCipher)];

    /// <summary>Those that are roles of PostgreSQL.</summary>
    public static readonly IReadOnlyList<string> Roles =
        [Superuser, Replicator, Owner, Application, ReadOnly, Monitor, PgBouncer];
}
