using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Monitoring.Scenarios;

/// <summary>Runs SQL on the leader, directly, for scenarios.</summary>
internal static class LeaderStatement
{
    /// <returns>The first column of the first row as a text; empty where there is none.</returns>
    /// <exception cref="OperationFailedException">The server refused it or cannot be reached.</exception>
    public static async Task<string> RunAsync(PostgresEndpoint leader, string sql, CancellationToken cancellationToken)
    {
        try
        {
            await using var source = leader.CreateDataSource();
            await using var command = source.CreateCommand(sql);
            return (await command.ExecuteScalarAsync(cancellationToken))?.ToString() ?? "";
        }
        catch (NpgsqlException failure)
        {
            throw PostgresFacts.Failure($"A statement of a scenario on {leader.Name}", failure);
        }
    }
}
