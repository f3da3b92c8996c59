using Sagaz.Core.Partitions;
using Sagaz.Core.Topology;

namespace Sagaz.Core.Doctor;

/// <summary>All that one look at a cluster showed; what could not be read is null.</summary>
public sealed record Symptoms
{
    /// <summary>What they are judged by.</summary>
    public required TopologyLimits Limits { get; init; }

    /// <summary>When it was looked, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Every member that there should be.</summary>
    public required IReadOnlyList<MemberSymptoms> Members { get; init; }

    /// <summary>Both pools.</summary>
    public required IReadOnlyList<PoolSymptoms> Pools { get; init; }

    /// <summary>Whether Patroni may not fail over by itself; null when it does not answer.</summary>
    public bool? IsFailoverPaused { get; init; }

    /// <summary>When the lead changed hands, as far as Patroni remembers.</summary>
    public IReadOnlyList<DateTimeOffset> LeaderChanges { get; init; } = [];

    /// <summary>What the leader says; null without one.</summary>
    public LeaderSymptoms? Leader { get; init; }

    /// <summary>How long the partitions will do; null without a leader, or before the first migration.</summary>
    public IReadOnlyList<PartitionRunway>? Runways { get; init; }

    /// <summary>Rows in default partitions, by partition; counted up to a thousand.</summary>
    public IReadOnlyDictionary<string, long> Strays { get; init; } = new Dictionary<string, long>();

    /// <summary>Bytes free where the cluster's data lies.</summary>
    public required long FreeDiskBytes { get; init; }

    /// <summary>End of every certificate, by its subject.</summary>
    public required IReadOnlyDictionary<string, DateTimeOffset> CertificateEnds { get; init; }
}
