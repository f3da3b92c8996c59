using Sagaz.Core.Gates;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Migrations;

/// <summary>One run of the migrations, as asked for.</summary>
public sealed record MigrationRequest
{
    /// <summary>Folder of the scripts, sql/migrations.</summary>
    public required string Folder { get; init; }

    /// <summary>Folder of the verify twins; the sibling named <c>verify</c> unless said otherwise.</summary>
    public string? VerifyFolder { get; init; }

    /// <summary>The leader, directly, as the schema's owner: never a pool, never a superuser.</summary>
    public required PostgresEndpoint Leader { get; init; }

    /// <summary>The replicas that must have replayed the result, directly; may be empty.</summary>
    public required IReadOnlyList<PostgresEndpoint> Replicas { get; init; }

    /// <summary>How long to wait for another migration to end, and for the locks that one script needs.</summary>
    /// <value>60 s unless said otherwise.</value>
    public TimeSpan LockDeadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the replicas may take to replay the result.</summary>
    /// <value>60 s unless said otherwise.</value>
    public TimeSpan ReplayDeadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Version of this build, kept in the journal.</summary>
    public required string PipelineVersion { get; init; }

    /// <summary>Number of the last script that the database has already, though its journal does not say so; null for none.</summary>
    public int? Baseline { get; init; }

    /// <summary>Finds leader and replicas again when the leader is lost in the middle; null ends the run then.</summary>
    public Func<CancellationToken, Task<MigrationServers>>? LocateAsync { get; init; }

    /// <summary>How long a lost leader may take to come back or to be followed by another.</summary>
    /// <value>60 s unless said otherwise.</value>
    public TimeSpan LeaderDeadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Handed the lint's gates before the first script runs; must throw when one did not pass.</summary>
    public Action<GateReport> RequireGates { get; init; } = gates => gates.Require();
}
