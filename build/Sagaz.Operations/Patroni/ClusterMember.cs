using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sagaz.Operations.Patroni;

/// <summary>One member as Patroni's <c>/cluster</c> shows it.</summary>
public sealed record ClusterMember
{
    /// <summary>Member name, e.g. <c>postgres-0</c>.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>Patroni's word: <c>leader</c>, <c>sync_standby</c>, <c>quorum_standby</c>, <c>replica</c>, <c>standby_leader</c>.</summary>
    [JsonPropertyName("role")]
    public required string Role { get; init; }

    /// <summary>Patroni's word: <c>running</c>, <c>streaming</c>, <c>starting</c>, <c>stopped</c>, <c>creating replica</c> and so on.</summary>
    [JsonPropertyName("state")]
    public required string State { get; init; }

    /// <summary>Timeline; null while the member does not run.</summary>
    [JsonPropertyName("timeline")]
    public int? Timeline { get; init; }

    /// <summary>Bytes behind the leader, or <c>unknown</c>; absent on the leader.</summary>
    [JsonPropertyName("lag")]
    public JsonElement? Lag { get; init; }

    /// <summary>Bytes behind the leader; null on the leader and while unknown.</summary>
    [JsonIgnore]
    public long? LagBytes => Lag is { ValueKind: JsonValueKind.Number } lag ? lag.GetInt64() : null;

    /// <summary>Whether it holds the leader key.</summary>
    [JsonIgnore]
    public bool IsLeader => Role is "leader" or "standby_leader";

    /// <summary>Whether commits wait for it, as Patroni has noted for everybody.</summary>
    [JsonIgnore]
    public bool IsSynchronous => Role is "sync_standby" or "quorum_standby";

    /// <summary>Whether PostgreSQL serves queries there; Patroni before 3.1 says <c>running</c> for a streaming replica.</summary>
    [JsonIgnore]
    public bool IsRunning => State is "running" or "streaming";
}
