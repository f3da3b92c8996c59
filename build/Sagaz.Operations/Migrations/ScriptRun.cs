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

    /// <exception cref="OperationFailedException">Names the script, the line and the server's message.</exception>
    public async Task<AppliedMigration> ExecuteAsync(
        MigrationScript script, IReadOnlyList<SqlStatement> statements, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        for (var attempt = 1; ; attempt++)
        {
            await session.PrepareAsync(script.Header.LockTimeout, ct);
            var journal = new MigrationJournal(script, request.PipelineVersion);
            var manager = new SessionConnectionManager(session.Connection, statements);
            var upgradeLog = new UpgradeLog(log);
            var executor = new StatementExecutor(manager, upgradeLog, journal, statements, ct);
            var result = await ReportProgressAsync(
                Task.Run(() => Perform(script, manager, upgradeLog, journal, executor), CancellationToken.None), executor);
            if (result.Successful)
                return new AppliedMigration(script.Name, journal.Duration, attempt);

            ct.ThrowIfCancellationRequested();
            if (!script.Header.InTransaction || !IsWorthRetrying(result.Error) || watch.Elapsed >= request.LockDeadline)
                throw MigrationFailure.Describe(script, executor.Current, result.Error, attempt);
            log.Information($"{script.Name}: {((PostgresException)result.Error).MessageText}; rolled back, trying again");

            // Jitter, so that the next attempt does not meet the same periodic work again.
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(100, 1000)), ct);
        }
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
