using System.Text.Json.Serialization;

namespace Sagaz.Operations.Patroni;

/// <summary>What one member says of itself (<c>GET /patroni</c>).</summary>
public sealed record MemberStatus
{
    /// <summary>Patroni's word for PostgreSQL's state, e.g. <c>running</c>.</summary>
    [JsonPropertyName("state")]
    public required string State { get; init; }

    /// <summary><c>master</c> or <c>primary</c> (Patroni 4), <c>replica</c>.</summary>
    [JsonPropertyName("role")]
    public string Role { get; init; } = "";

    /// <summary>The replicas that stream from this member.</summary>
    [JsonPropertyName("replication")]
    public IReadOnlyList<ReplicationConnection> Replication { get; init; } = [];

    /// <summary>When PostgreSQL was started there; null while it does not run.</summary>
    [JsonPropertyName("postmaster_start_time")]
    public string? StartedAt { get; init; }

    /// <summary>PostgreSQL's release as a number: 150018 for 15.18; null while it does not run.</summary>
    [JsonPropertyName("server_version")]
    public int? ServerVersion { get; init; }

    /// <summary>Who answers.</summary>
    [JsonPropertyName("patroni")]
    public PatroniRelease? Patroni { get; init; }

    /// <summary>How far it is.</summary>
    [JsonPropertyName("xlog")]
    public WalPosition? Wal { get; init; }

    /// <summary>When the member last reached Patroni's store, in seconds since 1970; null where it does not say.</summary>
    [JsonPropertyName("dcs_last_seen")]
    public long? StoreSeenAt { get; init; }

    /// <summary>Whether PostgreSQL takes writes there.</summary>
    [JsonIgnore]
    public bool IsWritable => State == "running" && Role is "master" or "primary";
}

/// <summary>Patroni, as it names itself.</summary>
public sealed record PatroniRelease
{
    /// <summary>Its release: <c>4.0.7</c>.</summary>
    [JsonPropertyName("version")]
    public required string Version { get; init; }
}

/// <summary>One row of the member's pg_stat_replication, as Patroni passes it on.</summary>
public sealed record ReplicationConnection
{
    /// <summary>Name of the replica.</summary>
    [JsonPropertyName("application_name")]
    public required string ApplicationName { get; init; }

    /// <summary><c>startup</c>, <c>catchup</c>, <c>streaming</c>, <c>backup</c>.</summary>
    [JsonPropertyName("state")]
    public required string State { get; init; }

    /// <summary><c>async</c>, <c>potential</c>, <c>sync</c>, <c>quorum</c>.</summary>
    [JsonPropertyName("sync_state")]
    public required string SyncState { get; init; }
}
