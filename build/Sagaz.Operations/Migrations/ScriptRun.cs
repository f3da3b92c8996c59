using System.Diagnostics;
using DbUp;
using DbUp.Engine;
using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Core.Migrations;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Migrations;

/// <summary>Runs one script through DbUp: its statements, its verify twin and its journal row, together where it allows.</summary>
internal sealed class ScriptRun(MigrationSession session, MigrationRequest request, IProgressLog log)
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(5);

    /// <returns>What was applied, and the row that says so.</returns>
    /// <exception cref="OperationFailedException">Names the script, the line and the server's message.</exception>
    public async Task<(AppliedMigration Applied, MigrationJournalEntry Row)> ExecuteAsync(
        MigrationScript script, IReadOnlyList<SqlStatement> statements, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        for (var attempt = 1; ; attempt++)
        {
            var journal = new MigrationJournal(script, request.PipelineVersion);
            if (await TryAsync(script, statements, journal, ct) is not var (statement, error))
                return (new AppliedMigration(script.Name, journal.Written!.Duration, attempt), journal.Written);

            ct.ThrowIfCancellationRequested();
            if (!IsWorthRetrying(error) || watch.Elapsed >= request.LockDeadline)
                throw MigrationFailure.Describe(script, statement, error, attempt);
            var outcome = script.Header.InTransaction ? "rolled back" : "stopped";
            log.Information($"{script.Name}: {((PostgresException)error).MessageText}; {outcome}, trying again");

            // Jitter, so that the next attempt does not meet the same periodic work again.
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(100, 1000)), ct);
        }
    }

    /// <returns>The statement and the error that ended the attempt; null when it ended well.</returns>
    private async Task<(SqlStatement? Statement, Exception Error)?> TryAsync(
        MigrationScript script, IReadOnlyList<SqlStatement> statements, MigrationJournal journal, CancellationToken ct)
    {
        await session.PrepareAsync(script.Header.LockTimeout, ct);
        try
        {
            if (!script.Header.InTransaction)
                await new InterruptedIndexes(session.Connection, log).DropAsync(script, ct);
        }
        catch (PostgresException refused)
        {
            return (statements[0], refused);
        }

        var manager = new SessionConnectionManager(session.Connection, statements);
        var upgradeLog = new UpgradeLog(log);
        var executor = new StatementExecutor(manager, upgradeLog, journal, statements, ct);
        var result = await ReportProgressAsync(
            Task.Run(() => Perform(script, manager, upgradeLog, journal, executor), CancellationToken.None), executor);
        return result.Successful ? null : (executor.Current, result.Error);
    }

    private static DatabaseUpgradeResult Perform(
        MigrationScript script,
        SessionConnectionManager manager,
        UpgradeLog log,
        MigrationJournal journal,
        StatementExecutor executor)
    {
        var builder = DeployChanges.To.PostgresqlDatabase(manager)
            .WithScript(new SqlScript(script.Name, script.Text))
            .JournalTo(journal)
            .WithVariablesDisabled()
            .LogTo(log);
        builder = script.Header.InTransaction ? builder.WithTransactionPerScript() : builder.WithoutTransaction();
        builder.Configure(configuration => configuration.ScriptExecutor = executor);
        return builder.Build().PerformUpgrade();
    }

    private async Task<DatabaseUpgradeResult> ReportProgressAsync(Task<DatabaseUpgradeResult> run, StatementExecutor executor)
    {
        var watch = Stopwatch.StartNew();
        while (await Task.WhenAny(run, Task.Delay(ProgressInterval)) != run)
        {
            if (executor.Current is { } statement)
                log.Information($"{statement.File}: line {statement.Line} has been running, {watch.Elapsed.TotalSeconds:0} s so far");
        }

        return await run;
    }

    private static bool IsWorthRetrying(Exception error) => error is PostgresException
    {
        SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected
    };
}
