using System.Globalization;
using Sagaz.Core.Errors;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.PgBouncer;

/// <summary>A pool that lets its clients wait instead of serving them, from its making to its disposal, and never longer than its limit.</summary>
/// <remarks>
/// A detached process resumes the pool when the limit passes or this process ends, however it ends. Whoever removes the
/// mark first resumes, so that the detached process never ends somebody else's pause.
/// </remarks>
public sealed class PoolPause : IAsyncDisposable
{
    // tail ends with the process that it watches, and timeout ends tail.
    private const string Guard = """
        timeout "$1" tail --pid="$2" -s 0.2 -f /dev/null
        rm "$3" 2>/dev/null && "$4" --no-psqlrc --command "RESUME \"$5\";"
        """;

    private readonly PgBouncerConsole console;
    private readonly WaitingCommand resumption;
    private readonly string database;
    private readonly string mark;

    private PoolPause(PgBouncerConsole console, WaitingCommand resumption, string database, string mark) =>
        (this.console, this.resumption, this.database, this.mark) = (console, resumption, database, mark);

    /// <summary>Pauses a pool; its clients' transactions end first.</summary>
    /// <param name="commands">Runs what must be run.</param>
    /// <param name="pool">The pool, as one of its administrators.</param>
    /// <param name="database">The application's database.</param>
    /// <param name="folder">Holds the mark while the pool is paused; it is made.</param>
    /// <param name="limit">When the pool is resumed whatever happens.</param>
    /// <param name="cancellationToken">Resumes at once.</param>
    /// <exception cref="DeadlinePassedException">A transaction did not end in time; the pool serves again.</exception>
    /// <exception cref="CommandFailedException">The pool does not answer.</exception>
    public static async Task<PoolPause> BeginAsync(
        CommandRunner commands, PostgresEndpoint pool, string database, string folder, TimeSpan limit, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var mark = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        var console = new PgBouncerConsole(commands, pool);
        var pause = new PoolPause(console, console.Prepare(), database, mark);
        try
        {
            await File.WriteAllTextAsync(mark, pool.Name, cancellationToken);
            (await commands.RunAsync(GuardOf(pool, database, mark, limit), cancellationToken: cancellationToken)).Require();
            await pause.console.PauseAsync(database, cancellationToken);
            return pause;
        }
        catch
        {
            await pause.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether the pool was resumed already, because the limit passed.</summary>
    public bool IsOver => !File.Exists(mark);

    /// <summary>Lets the clients go on.</summary>
    public async ValueTask DisposeAsync()
    {
        // In this order: while the mark is there, somebody else tries too.
        if (!await TryResumeAsync())
            await console.ResumeAsync(database, CancellationToken.None);
        File.Delete(mark);
    }

    /// <summary>By the console that was opened before the pause: to start one takes longer than all that it has to say.</summary>
    private async Task<bool> TryResumeAsync()
    {
        using (resumption)
        {
            try
            {
                return (await resumption.EndAsync($"RESUME \"{database}\";\n", CancellationToken.None)).Succeeded;
            }
            catch (DeadlinePassedException)
            {
                // A pool that was restarted meanwhile: another console finds it.
                return false;
            }
        }
    }

    private static Command GuardOf(PostgresEndpoint pool, string database, string mark, TimeSpan limit)
    {
        var psql = Psql.Command(pool with { Database = PgBouncerConsole.Database });
        string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
        return new Command(
            "/bin/sh", "-c", "exec setsid --fork /bin/sh -c \"$0\" \"$@\" </dev/null >/dev/null 2>&1", Guard,
            "sh", Number(limit.TotalSeconds), Number(Environment.ProcessId), mark, psql.Program, database)
        {
            Environment = psql.Environment,
            Deadline = Deadlines.Request,
        };
    }
}
