using System.Text.Json.Serialization;

namespace Sagaz.Operations.Patroni;

/// <summary>How far a replica is, as its Patroni says.</summary>
public sealed record WalPosition
{
    /// <summary>Bytes of WAL that it has received; null on a leader.</summary>
    [JsonPropertyName("received_location")]
    public long? Received { get; init; }

    /// <summary>Bytes of WAL that it has replayed; null on a leader.</summary>
    [JsonPropertyName("replayed_location")]
    public long? Replayed { get; init; }

    /// <summary>When the last transaction that it has replayed was committed; null on a leader, or where there was none.</summary>
    [JsonPropertyName("replayed_timestamp")]
    public string? LastCommit { get; init; }
}
