using Sagaz.Core.Migrations;

namespace Sagaz.Operations.Migrations;

/// <summary>What one run of the migrations did.</summary>
public sealed record MigrationReport
{
    /// <summary>What was planned, the skipped scripts too.</summary>
    public required MigrationPlan Plan { get; init; }

    /// <summary>The scripts that were applied, in order; empty when there was nothing to do.</summary>
    public required IReadOnlyList<AppliedMigration> Applied { get; init; }

    /// <summary>WAL position that every replica has replayed, in PostgreSQL's notation.</summary>
    public required string Lsn { get; init; }

    /// <summary>The leader's timeline.</summary>
    public required int Timeline { get; init; }

    /// <summary>How long it took to connect and to log in.</summary>
    public required TimeSpan Connecting { get; init; }

    /// <summary>How long it took to read the journal, to plan, and to lint what would run.</summary>
    public required TimeSpan Planning { get; init; }

    /// <summary>How often the leader was lost and found again.</summary>
    public required int LeaderChanges { get; init; }

    /// <summary>How long another migration was waited for.</summary>
    public required TimeSpan LockWait { get; init; }

    /// <summary>How long the replicas were waited for.</summary>
    public required TimeSpan ReplayWait { get; init; }

    /// <summary>How many replicas have replayed it.</summary>
    public required int Replicas { get; init; }
}
