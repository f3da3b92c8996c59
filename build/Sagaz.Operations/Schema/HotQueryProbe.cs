using System.Globalization;
using Npgsql;
using Sagaz.Core.Schema;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Schema;

/// <summary>Asks the server how it would run the hot queries; runs none of them.</summary>
/// <param name="server">Directly, as the schema's owner.</param>
public sealed class HotQueryProbe(PostgresEndpoint server)
{
    /// <returns>A reading per query and plan; none for a query whose table is not there.</returns>
    public async Task<IReadOnlyList<HotQueryReading>> ReadAsync(SchemaSnapshot snapshot, CancellationToken ct)
    {
        await using var source = server.CreateDataSource(Deadlines.Connected);
        await using var connection = await source.OpenConnectionAsync(ct);
        var readings = new List<HotQueryReading>();
        foreach (var query in HotQueries.All.Where(query => snapshot.Tables.Any(table => table.Name == query.Table)))
        {
            var window = query.Window(snapshot.ReadAt);
            await ExecuteAsync(connection, $"PREPARE hot_query (timestamptz, timestamptz) AS {query.Sql}", ct);
            foreach (var plan in Enum.GetValues<PlanKind>())
            {
                var mode = plan == PlanKind.Custom ? "force_custom_plan" : "force_generic_plan";
                await ExecuteAsync(connection, $"SET plan_cache_mode = {mode}", ct);
                await using var explain = new NpgsqlCommand(
                    $"EXPLAIN (FORMAT JSON) EXECUTE hot_query ('{Text(window.From)}', '{Text(window.To)}')", connection);
                var json = (string)(await explain.ExecuteScalarAsync(ct))!;
                readings.Add(new HotQueryReading(query, plan, QueryPlan.ScannedRelations(json)));
            }

            await ExecuteAsync(connection, "DEALLOCATE hot_query", ct);
        }

        return readings;
    }

    private static string Text(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
