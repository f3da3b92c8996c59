using Sagaz.Core.Topology;
namespace Sagaz.Core.Replication;

/// <summary>What replication is judged by.</summary>
public sealed record ReplicationExpectation
{
    /// <summary>Replicas beside the leader; 0 to 8. With 0 the gates that need one are left out of the report.</summary>
    public required int Replicas { get; init; }

    /// <summary>What the 99th percentile of the replication lag stays below; 5 s unless topology.json says otherwise.</summary>
    public TimeSpan LagLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How far replay may be behind the leader, in bytes; 16 MiB unless topology.json says otherwise.</summary>
    public long ReplayLagLimitBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>What an acknowledged commit is expected to survive.</summary>
    public Durability Durability { get; init; } = Durability.Sync;
}
