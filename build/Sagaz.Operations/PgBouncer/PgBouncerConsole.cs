using System.Globalization;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.PgBouncer;

/// <summary>PgBouncer's console, through psql: it speaks only the simple query protocol, which Npgsql does not offer.</summary>
public sealed class PgBouncerConsole(CommandRunner commands, PostgresEndpoint pool)
{
    /// <summary>The console's database.</summary>
    public const string Database = "pgbouncer";

    /// <summary>What the pool is doing; null when it does not answer.</summary>
    /// <param name="database">The application's database.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public async Task<PoolStatus?> ReadPoolAsync(string database, CancellationToken cancellationToken)
    {
        var command = Psql.Command(pool with { Database = Database }, "--no-psqlrc", "--csv", "--command", "SHOW POOLS;") with { Deadline = Deadlines.Request };
        var answer = await commands.RunAsync(command, cancellationToken: cancellationToken);
        if (!answer.Succeeded)
            return null;
        var lines = answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var columns = lines[0].Split(',');
        var rows = lines.Skip(1).Select(line => line.Split(',')).Where(row => row[0] == database).ToList();
        int Sum(string column) => Array.IndexOf(columns, column) is >= 0 and var index
            ? rows.Sum(row => int.Parse(row[index], CultureInfo.InvariantCulture))
            : 0;
        var wait = rows.Count == 0 ? 0 : rows.Max(row => int.Parse(row[Array.IndexOf(columns, "maxwait")], CultureInfo.InvariantCulture));
        return new PoolStatus(
            pool.Name, Sum("cl_active"), Sum("cl_waiting"), Sum("sv_active"), Sum("sv_idle") + Sum("sv_used"), TimeSpan.FromSeconds(wait));
    }
}
