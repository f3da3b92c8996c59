using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Core.Migrations;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Migrations;

/// <summary>Says which script failed, in which line, why, and what state that leaves.</summary>
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
        var connectionLost = answer is null ? error is NpgsqlException : answer.SqlState is "57P01" or "57P02" or "57P03";
        var place = statement is null
            ? "at its end"
            : $"in line {ErrorLine.Find(statement, answer?.Position ?? 0, answer?.Where)}";
        var file = statement is null || statement.File == script.Name ? "" : $" ({statement.File})";
        var message = (answer?.MessageText ?? error.Message).TrimEnd('.');
        return new OperationFailedException(
            $"Migration {script.Name} failed {place}{file}: {message}.",
            [
                .. answer is null ? [] : PostgresFacts.Of(answer),
                .. attempts > 1 ? [$"attempts: {attempts}"] : Array.Empty<string>(),
                Outcome(script, statement, connectionLost),
            ],
            connectionLost
                ? "./build.sh Status, then ./build.sh Migrate: it goes on where the journal ends"
                : $"correct {script.Name} and run ./build.sh Migrate again",
            error);
    }

    private static string Outcome(MigrationScript script, SqlStatement? statement, bool connectionLost)
    {
        if (!script.Header.InTransaction)
            return "not rolled back: what came before this statement stays; the script is not journaled and must bear being run again";
        return connectionLost && statement is null
            ? "not known: the connection was lost while the script was being committed; the journal tells"
            : "rolled back: the whole script; it is not journaled";
    }
}
