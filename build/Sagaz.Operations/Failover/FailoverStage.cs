using Sagaz.Core.Failover;
using Sagaz.Operations.Faults;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Failover;

/// <summary>What scenarios need of a cluster, whatever runs it.</summary>
public sealed record FailoverStage
{
    /// <summary>Breaks and heals.</summary>
    public required FaultInjector Faults { get; init; }

    /// <summary>Where the observer looks.</summary>
    public required IReadOnlyList<ISightingSource> Sources { get; init; }

    /// <summary>Returns when every member streams, commits wait for a replica where they should, and both pools reach their role.</summary>
    public required Func<CancellationToken, Task> AwaitWholeAsync { get; init; }

    /// <summary>Name of the member that leads; null while nobody does.</summary>
    public required Func<CancellationToken, Task<string?>> FindLeaderAsync { get; init; }

    /// <summary>Name of the member or service that a scenario's fault meets.</summary>
    public required Func<ScenarioTarget, CancellationToken, Task<string>> FindTargetAsync { get; init; }

    /// <summary>The settings that outages are made of.</summary>
    public required Clockwork Clockwork { get; init; }

    /// <summary>Told what happens.</summary>
    public required IProgressLog Log { get; init; }
}
