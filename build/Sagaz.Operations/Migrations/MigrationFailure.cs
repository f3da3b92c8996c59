using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Core.Migrations;
using Sagaz.Core.Migrations.Statements;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Migrations;

/// <summary>Says which script failed, in which line, why, what state that leaves, and what to do.</summary>
internal static class MigrationFailure
{
    /// <param name="script">The script.</param>
    /// <param name="statement">The statement that ran; null when the journal was written or the transaction ended.</param>
    /// <param name="error">What DbUp caught.</param>
    /// <param name="attempts">How often the script was tried.</param>
    public static OperationFailedException Describe(
        MigrationScript script, SqlStatement? statement, Exception error, int attempts)
    {
        var answer = error as PostgresException;
        var connectionLost = IsConnectionLost(error);
        return new OperationFailedException(
            $"Migration {script.Name} failed {Place(script, statement, answer)}: {Message(error)}.",
            [
                .. answer is null ? [] : PostgresFacts.Of(answer),
                .. statement is null ? Array.Empty<string>() : [$"statement: {FirstLine(statement)}"],
                .. attempts > 1 ? [$"attempts: {attempts}"] : Array.Empty<string>(),
                Outcome(script, statement, connectionLost),
            ],
            Remedy(script, answer, connectionLost),
            error);
    }

    /// <summary>The error of a baseline whose database lacks something.</summary>
    public static OperationFailedException NotThere(MigrationScript script, SqlStatement statement, PostgresException answer) => new(
        $"The database does not have what {script.Name} makes, {Place(script, statement, answer)}: {Message(answer)}.",
        [.. PostgresFacts.Of(answer), "nothing was marked as applied"],
        "take an earlier script as the baseline, or bring the database to what the script says",
        answer);

    /// <summary>Whether the server went away, rather than refused; whoever says so may be wrapped.</summary>
    public static bool IsConnectionLost(Exception? error) => error switch
    {
        SagazException => IsConnectionLost(error.InnerException),

        // A leader that is demoted without a restart refuses to write.
        PostgresException answer => answer.SqlState is "57P01" or "57P02" or "57P03" or PostgresErrorCodes.ReadOnlySqlTransaction,
        _ => error is NpgsqlException,
    };

    private static string Place(MigrationScript script, SqlStatement? statement, PostgresException? answer)
    {
        if (statement is null)
            return "at its end";
        var file = statement.File == script.Name ? "" : $" ({statement.File})";
        return $"in line {ErrorLine.Find(statement, answer?.Position ?? 0, answer?.Where)}{file}";
    }

    private static string Message(Exception error) =>
        ((error as PostgresException)?.MessageText ?? error.InnerException?.Message ?? error.Message).TrimEnd('.');

    private static string FirstLine(SqlStatement statement)
    {
        var line = statement.Text.Split('\n')[0];
        return line.Length <= 100 ? line : $"{line[..100]}…";
    }

    private static string Outcome(MigrationScript script, SqlStatement? statement, bool connectionLost)
    {
        if (!script.Header.InTransaction)
        {
            var cleared = SchemaActions.Of(script).Any(action => action is CreateIndex { IsConcurrent: true } or Reindex { IsConcurrent: true })
                ? "; an index that was left invalid is dropped and built again by the next run"
                : "";
            return $"not rolled back: what came before this statement stays; the script is not journaled and will be run again from its beginning{cleared}";
        }

        return connectionLost && statement is null
            ? "not known: the connection was lost while the script was being committed; the journal tells"
            : "rolled back: the whole script; it is not journaled; the scripts before it stay applied";
    }

    private static string Remedy(MigrationScript script, PostgresException? answer, bool connectionLost) => answer?.SqlState switch
    {
        _ when connectionLost => "./build.sh Status, then ./build.sh Migrate: it goes on where the journal ends",
        PostgresErrorCodes.LockNotAvailable =>
            $"./build.sh Migrate when the sessions that hold the table are done, or a longer '-- lock-timeout:' in {script.Name}",
        PostgresErrorCodes.InsufficientPrivilege => $"grant sagaz_owner the right, or correct {script.Name}; then ./build.sh Migrate",
        _ => $"correct {script.Name} and run ./build.sh Migrate again",
    };
}
