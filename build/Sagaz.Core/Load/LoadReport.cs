using Sagaz.Core.Gates;

namespace Sagaz.Core.Load;

/// <summary>Everything about one run of <c>LoadTest</c>.</summary>
public sealed record LoadReport
{
    /// <summary>Version of this form.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The run's name.</summary>
    public required string Id { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The environment, e.g. <c>local</c>.</summary>
    public required string Environment { get; init; }

    /// <summary>What the cluster runs on, e.g. <c>native</c>.</summary>
    public required string Runtime { get; init; }

    /// <summary>The profile's name.</summary>
    public required string Profile { get; init; }

    /// <summary>What the profile stands for.</summary>
    public required string Description { get; init; }

    /// <summary>Versions, settings and sizes that the figures depend on, by name.</summary>
    public required IReadOnlyDictionary<string, string> Setup { get; init; }

    /// <summary>SHA-256 over profile, scripts, topology and the server's settings: runs with the same one compare.</summary>
    public required string ConfigurationHash { get; init; }

    /// <summary>How it ended: pass, fail, or not-run where its figures may not be believed.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Why the figures may not be believed; null where they may.</summary>
    public string? Invalid { get; init; }

    /// <summary>The gates, the audit of the generator too.</summary>
    public required IReadOnlyList<GateLine> Gates { get; init; }

    /// <summary>The loads, in the order they ran; the last one is what the charts show.</summary>
    public required IReadOnlyList<LoadStage> Stages { get; init; }

    /// <summary>Latency curves of the last stage, by histogram.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<CurvePoint>> Curves { get; init; }

    /// <summary>What the pool adds to a statement; null where it was not measured.</summary>
    public PoolOverhead? Overhead { get; init; }

    /// <summary>The search for the knee; empty where none was asked for.</summary>
    public IReadOnlyList<CapacityPoint> Capacity { get; init; } = [];

    /// <summary>The knee; null where none was asked for.</summary>
    public CapacityPoint? Knee { get; init; }

    /// <summary>What levels of durability cost; empty where it was not asked for.</summary>
    public IReadOnlyList<CommitPrice> Prices { get; init; } = [];

    /// <summary>Figures beside an earlier run's; empty where none was asked for.</summary>
    public IReadOnlyList<ComparedFigure> Comparison { get; init; } = [];

    /// <summary>What the earlier run should have in common with this one and has not.</summary>
    public IReadOnlyList<string> Differences { get; init; } = [];

    /// <summary>What made the queue sick on purpose.</summary>
    public LoadPoison Poison { get; init; }

    /// <summary>Files beside this one.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];
}
