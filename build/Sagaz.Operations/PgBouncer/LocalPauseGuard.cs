using System.Globalization;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.PgBouncer;

/// <summary>A detached process of this machine that resumes a pooler when the limit passes or this process ends, however it ends.</summary>
/// <param name="commands">Starts it.</param>
/// <param name="pooler">The pooler, as one of its administrators.</param>
/// <param name="database">The application's database.</param>
/// <param name="folder">Holds the marks; it is made.</param>
internal sealed class LocalPauseGuard(CommandRunner commands, PostgresEndpoint pooler, string database, string folder) : IPauseGuard
{
    // tail ends with the process that it watches, and timeout ends tail.
    private const string Script = """
        timeout "$1" tail --pid="$2" -s 0.2 -f /dev/null
        rm "$3" 2>/dev/null && "$4" --no-psqlrc --command "RESUME \"$5\";"
        """;

    /// <inheritdoc />
    public string? Scope => database;

    /// <inheritdoc />
    public async Task BeginAsync(string mark, TimeSpan limit, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, mark);
        await File.WriteAllTextAsync(file, pooler.Name, cancellationToken);
        var psql = Psql.Command(pooler with { Database = PgBouncerConsole.Database });
        string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
        var command = new Command(
            "/bin/sh", "-c", "exec setsid --fork /bin/sh -c \"$0\" \"$@\" </dev/null >/dev/null 2>&1", Script,
            "sh", Number(limit.TotalSeconds), Number(Environment.ProcessId), file, psql.Program, database)
        {
            Environment = psql.Environment,
            Deadline = Deadlines.Request,
        };
        (await commands.RunAsync(command, cancellationToken: cancellationToken)).Require();
    }

    /// <inheritdoc />
    public Task EndAsync(string mark, CancellationToken cancellationToken)
    {
        File.Delete(Path.Combine(folder, mark));
        return Task.CompletedTask;
    }
}
