using System.Globalization;
using Sagaz.Core.Errors;
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
        try
        {
            var answer = await commands.RunAsync(command, cancellationToken: cancellationToken);
            return answer.Succeeded ? Parse(pool.Name, database, answer.Output) : null;
        }
        catch (DeadlinePassedException)
        {
            // A frozen pool takes the connection and says nothing.
            return null;
        }
    }

    /// <summary>Has the pool open every server connection anew, each as soon as nobody uses it.</summary>
    /// <exception cref="CommandFailedException">The pool does not answer, or the account may not.</exception>
    public async Task ReconnectAsync(CancellationToken cancellationToken)
    {
        var command = Psql.Command(pool with { Database = Database }, "--no-psqlrc", "--command", "RECONNECT;") with { Deadline = Deadlines.Request };
        (await commands.RunAsync(command, cancellationToken: cancellationToken)).Require();
    }

    /// <summary>Sums what <c>SHOW POOLS</c> says of one database; PgBouncer's releases differ in their columns.</summary>
    internal static PoolStatus Parse(string pool, string database, string csv)
    {
        var lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var columns = lines[0].Split(',');
        var rows = lines.Skip(1).Select(line => line.Split(',')).Where(row => row[0] == database).ToList();
        IEnumerable<int> Values(string column) => Array.IndexOf(columns, column) is >= 0 and var index
            ? rows.Select(row => int.Parse(row[index], CultureInfo.InvariantCulture))
            : [];
        return new PoolStatus(
            pool,
            Values("cl_active").Sum(),
            Values("cl_waiting").Sum(),
            Values("sv_active").Sum(),
            Values("sv_idle").Sum() + Values("sv_used").Sum(),
            TimeSpan.FromSeconds(Values("maxwait").DefaultIfEmpty().Max()));
    }
}
