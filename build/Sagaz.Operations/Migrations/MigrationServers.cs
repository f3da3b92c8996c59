using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Migrations;

/// <summary>Who leads now, and who follows.</summary>
/// <param name="Leader">The leader, directly, as the schema's owner.</param>
/// <param name="Replicas">The replicas, directly; may be empty.</param>
public sealed record MigrationServers(PostgresEndpoint Leader, IReadOnlyList<PostgresEndpoint> Replicas);
