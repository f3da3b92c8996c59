using Npgsql;
using Sagaz.Core.Load;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Load.Server;

/// <summary>pg_stat_statements of every member, read twice: what the load's statements cost in between.</summary>
/// <param name="members">All members, directly.</param>
/// <param name="roles">Roles of the load.</param>
internal sealed class StatementStatistics(IReadOnlyList<PostgresEndpoint> members, IReadOnlyList<string> roles)
{
    private const string Query = """
        SELECT r.rolname::text, s.queryid, left(regexp_replace(s.query, '\s+', ' ', 'g'), 160), s.calls, s.total_exec_time, s.rows
        FROM pg_stat_statements AS s JOIN pg_roles AS r ON r.oid = s.userid
        WHERE r.rolname = ANY ($1) AND s.toplevel AND s.queryid IS NOT NULL
        """;

    /// <summary>The sums until now, by member, role and statement; a member that does not answer has none.</summary>
    public async Task<IReadOnlyDictionary<(string Member, string Role, long Id), StatementCost>> ReadAsync(CancellationToken cancellationToken)
    {
        var costs = new Dictionary<(string, string, long), StatementCost>();
        foreach (var member in members)
        {
            try
            {
                await using var source = member.CreateDataSource();
                await using var command = source.CreateCommand(Query);
                command.Parameters.Add(new NpgsqlParameter { Value = roles.ToArray() });
                await using var row = await command.ExecuteReaderAsync(cancellationToken);
                while (await row.ReadAsync(cancellationToken))
                {
                    var cost = new StatementCost(member.Name, row.GetString(0), row.GetString(2), row.GetInt64(3), row.GetDouble(4), row.GetInt64(5));
                    costs[(member.Name, cost.Role, row.GetInt64(1))] = cost;
                }
            }
            catch (NpgsqlException) when (!cancellationToken.IsCancellationRequested)
            {
                // Without the extension, or without the member, the report has no statements of it.
                continue;
            }
        }
        return costs;
    }

    /// <summary>What came between two readings, the most expensive first.</summary>
    public static IReadOnlyList<StatementCost> Between(
        IReadOnlyDictionary<(string Member, string Role, long Id), StatementCost> before, IReadOnlyDictionary<(string Member, string Role, long Id), StatementCost> after) =>
    [
        .. after
            .Select(entry => before.TryGetValue(entry.Key, out var old) && old.Calls <= entry.Value.Calls
                ? entry.Value with { Calls = entry.Value.Calls - old.Calls, TotalMs = Math.Round(entry.Value.TotalMs - old.TotalMs, 1), Rows = entry.Value.Rows - old.Rows }
                : entry.Value)
            .Where(cost => cost.Calls > 0)
            .OrderByDescending(cost => cost.TotalMs),
    ];
}
