using System.Text.Json.Serialization;

namespace Sagaz.Operations.Patroni;

/// <summary>What Patroni's store knows of the whole cluster at one moment (<c>GET /cluster</c>).</summary>
public sealed record ClusterView
{
    /// <summary>Members in Patroni's order.</summary>
    [JsonPropertyName("members")]
    public required IReadOnlyList<ClusterMember> Members { get; init; }

    /// <summary>Whether automatic failover is paused.</summary>
    [JsonPropertyName("pause")]
    public bool IsPaused { get; init; }

    /// <summary>The member that holds the leader key and runs; null when there is none.</summary>
    [JsonIgnore]
    public ClusterMember? Leader => Members.FirstOrDefault(member => member is { IsLeader: true, IsRunning: true });
}
