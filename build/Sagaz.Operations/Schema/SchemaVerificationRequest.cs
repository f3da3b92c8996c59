using Sagaz.Operations.Migrations;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Schema;

/// <summary>What a schema is verified with.</summary>
public sealed record SchemaVerificationRequest
{
    /// <summary>The migrations that made it, with the leader as the schema's owner.</summary>
    public required MigrationRequest Migrations { get; init; }

    /// <summary>The leader as a superuser, directly: describes databases, makes and drops the scratch copy.</summary>
    public required PostgresEndpoint Superuser { get; init; }

    /// <summary>The leader, directly, once as each role of <see cref="Core.Schema.RoleContract"/>.</summary>
    public required IReadOnlyList<PostgresEndpoint> Roles { get; init; }

    /// <summary>What the scratch copy is provisioned with.</summary>
    public required ProvisioningScripts Provisioning { get; init; }

    /// <summary>The run's name, which the scratch copy's name holds.</summary>
    public required string RunId { get; init; }

    /// <summary>How long making, migrating and describing the scratch copy may take.</summary>
    /// <value>2 min unless said otherwise.</value>
    public TimeSpan DriftDeadline { get; init; } = TimeSpan.FromMinutes(2);
}
