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

    /// <summary>What the pool has done since it started, over the users of a database; null when it does not answer.</summary>
    /// <param name="database">The application's database.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public async Task<PoolTotals?> ReadTotalsAsync(string database, CancellationToken cancellationToken)
    {
        var answer = await AskAsync("SHOW STATS;", Deadlines.Request, cancellationToken);
        return answer.Succeeded && ConsoleTable.Parse(answer.Output).FirstOrDefault(row => row["database"] == database) is { } row ? PoolTotals.Of(row) : null;
    }

    /// <summary>Whether clients of a transaction pool may prepare statements once (<c>max_prepared_statements</c>, PgBouncer 1.21 or newer).</summary>
    /// <exception cref="CommandFailedException">The pool does not answer.</exception>
    public async Task<bool> KeepsPreparedStatementsAsync(CancellationToken cancellationToken)
    {
        var settings = ConsoleTable.Parse((await AskAsync("SHOW CONFIG;", Deadlines.Request, cancellationToken)).Require().Output);
        return settings.Any(row => row["key"] == "max_prepared_statements" && row["value"] is not "0");
    }

    /// <summary>Has the pool open every server connection anew, each as soon as nobody uses it.</summary>
    /// <exception cref="CommandFailedException">The pool does not answer, or the account may not.</exception>
    public Task ReconnectAsync(CancellationToken cancellationToken) => TellAsync("RECONNECT;", Deadlines.Request, cancellationToken);

    /// <summary>Lets the clients of a database wait; returns when the last transaction has ended.</summary>
    /// <exception cref="Core.Errors.DeadlinePassedException">One did not end in time; the database stays paused.</exception>
    /// <exception cref="CommandFailedException">The pool does not answer, or is paused already.</exception>
    public Task PauseAsync(string database, CancellationToken cancellationToken) =>
        TellAsync($"PAUSE \"{database}\";", Deadlines.PoolPaused, cancellationToken);

    /// <summary>Lets the clients of a database go on.</summary>
    /// <returns>Whether they had to wait before.</returns>
    /// <exception cref="CommandFailedException">The pool does not answer, or the account may not.</exception>
    public async Task<bool> ResumeAsync(string database, CancellationToken cancellationToken)
    {
        var answer = await AskAsync($"RESUME \"{database}\";", Deadlines.Request, cancellationToken);
        if (answer.Succeeded)
            return true;
        // PgBouncer takes a resume too many for an error.
        return answer.ErrorOutput.Contains("not paused", StringComparison.Ordinal) ? false : answer.Require().Succeeded;
    }

    /// <summary>Whether the clients of a database wait; null when the pool does not answer.</summary>
    public async Task<bool?> IsPausedAsync(string database, CancellationToken cancellationToken)
    {
        var answer = await AskAsync("SHOW DATABASES;", Deadlines.Request, cancellationToken);
        return answer.Succeeded ? ConsoleTable.Parse(answer.Output).Any(row => row["name"] == database && row["paused"] == "1") : null;
    }

    /// <summary>Brings the pool to a size while it serves; a size that it has already changes nothing.</summary>
    /// <param name="size">Servers for clients (<c>default_pool_size</c>).</param>
    /// <param name="connections">Servers in all (<c>max_db_connections</c>).</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>Whether something had to change; null when the pool does not answer.</returns>
    public async Task<bool?> EnsureSizeAsync(int size, int connections, CancellationToken cancellationToken)
    {
        var answer = await AskAsync("SHOW CONFIG;", Deadlines.Request, cancellationToken);
        if (!answer.Succeeded)
            return null;
        var settings = ConsoleTable.Parse(answer.Output).ToDictionary(row => row["key"], row => row["value"]);
        var changes = new Dictionary<string, int> { ["default_pool_size"] = size, ["max_db_connections"] = connections }
            .Where(wanted => settings[wanted.Key] != wanted.Value.ToString(CultureInfo.InvariantCulture)).ToList();
        foreach (var (key, value) in changes)
            await TellAsync($"SET {key} = {value};", Deadlines.Request, cancellationToken);
        return changes.Count > 0;
    }

    /// <summary>Everybody who is connected to the pool, the console aside.</summary>
    /// <exception cref="CommandFailedException">The pool does not answer.</exception>
    public async Task<IReadOnlyList<PoolClient>> ReadClientsAsync(CancellationToken cancellationToken)
    {
        var clients = ConsoleTable.Parse((await AskAsync("SHOW CLIENTS;", Deadlines.Request, cancellationToken)).Require().Output);
        var servers = ConsoleTable.Parse((await AskAsync("SHOW SERVERS;", Deadlines.Request, cancellationToken)).Require().Output);
        return [.. clients.Where(row => row["database"] != Database).Select(row => PoolClient.Of(row, servers))];
    }

    /// <summary>Ends a client, where the release can.</summary>
    /// <param name="id">As <c>SHOW CLIENTS</c> names it.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>Whether it was ended; false where the release has no such command.</returns>
    /// <exception cref="CommandFailedException">There is no such client.</exception>
    public async Task<bool> TryKillClientAsync(string id, CancellationToken cancellationToken)
    {
        var answer = await AskAsync($"KILL_CLIENT {id};", Deadlines.Request, cancellationToken);
        return answer.ErrorOutput.Contains("invalid command", StringComparison.Ordinal) ? false : answer.Require().Succeeded;
    }

    /// <summary>A console that is open and waits for what to do; the first error ends it.</summary>
    internal WaitingCommand Prepare() => commands.Start(
        Psql.Command(pool with { Database = Database }, [.. ConsoleTable.PsqlArguments, "--set", "ON_ERROR_STOP=1"]) with { Deadline = Deadlines.Request });

    private async Task TellAsync(string sql, TimeSpan deadline, CancellationToken cancellationToken) =>
        (await AskAsync(sql, deadline, cancellationToken)).Require();

    private Task<CommandResult> AskAsync(string sql, TimeSpan deadline, CancellationToken cancellationToken)
    {
        var command = Psql.Command(pool with { Database = Database }, [.. ConsoleTable.PsqlArguments, "--command", sql]) with { Deadline = deadline };
        return commands.RunAsync(command, cancellationToken: cancellationToken);
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
