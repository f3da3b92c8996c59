using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Core.Migrations;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Migrations;

/// <summary>Brings the schema to what the scripts say, one migration at a time, and waits until every replica has it.</summary>
public sealed class Migrator(IProgressLog log)
{
    /// <summary>Plans and runs the scripts under the migration lock, verifies each, then waits for the replicas.</summary>
    /// <exception cref="PreconditionException">A script, the journal or the leader's endpoint is not as it must be; nothing was run.</exception>
    /// <exception cref="OperationFailedException">A script failed; the first line names it, the line and the server's message.</exception>
    /// <exception cref="DeadlinePassedException">Another migration did not end, or a replica did not replay in time.</exception>
    public Task<MigrationReport> RunAsync(MigrationRequest request, CancellationToken ct) =>
        OnLeaderAsync(request, () => RunLockedAsync(request, ct));

    /// <summary>What a run would do now. Changes nothing, takes no lock, and works before there is a journal.</summary>
    /// <exception cref="PreconditionException">A script or the leader's endpoint is not as it must be.</exception>
    /// <exception cref="OperationFailedException">The leader refused or cannot be reached.</exception>
    public Task<MigrationPlan> PlanAsync(MigrationRequest request, CancellationToken ct) =>
        OnLeaderAsync(request, async () =>
        {
            var folder = MigrationFolder.Read(request);
            await using var session = await MigrationSession.OpenAsync(request.Leader, log, ct);
            return await JudgeAsync(folder, session, ct);
        });

    private static async Task<T> OnLeaderAsync<T>(MigrationRequest request, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (NpgsqlException failure)
        {
            throw PostgresFacts.Failure($"Migrating through {request.Leader}", failure);
        }
    }

    private async Task<MigrationReport> RunLockedAsync(MigrationRequest request, CancellationToken ct)
    {
        var folder = MigrationFolder.Read(request);
        await using var session = await MigrationSession.OpenAsync(request.Leader, log, ct);
        var lockWait = await new MigrationLock(log).AcquireAsync(session.Connection, request.LockDeadline, ct);
        var plan = await JudgeAsync(folder, session, ct);
        var applied = await ApplyAsync(plan.RequireRunnable(), folder, session, request, ct);

        var (lsn, timeline) = await session.ReadPositionAsync(ct);
        var replayWait = await new ReplayWait(log).UntilReplayedAsync(request.Replicas, lsn, request.ReplayDeadline, ct);
        log.Information(applied.Count == 0
            ? $"Nothing to do: all {plan.Steps.Count} migrations are applied."
            : $"{applied.Count} of {plan.Steps.Count} migrations applied, replayed by {request.Replicas.Count} replicas up to {lsn}.");
        return new MigrationReport
        {
            Plan = plan,
            Applied = applied,
            Lsn = lsn,
            Timeline = timeline,
            LockWait = lockWait,
            ReplayWait = replayWait,
            Replicas = request.Replicas.Count,
        };
    }

    private static async Task<MigrationPlan> JudgeAsync(MigrationFolder folder, MigrationSession session, CancellationToken ct) =>
        MigrationPlan.Judge(folder.Scripts, await MigrationJournal.ReadAsync(session.Connection, ct));

    private async Task<IReadOnlyList<AppliedMigration>> ApplyAsync(
        MigrationPlan plan, MigrationFolder folder, MigrationSession session, MigrationRequest request, CancellationToken ct)
    {
        var run = new ScriptRun(session, request, log);
        var applied = new List<AppliedMigration>();
        foreach (var script in plan.ToRun)
        {
            log.Information($"Running {script.Name} ({applied.Count + 1} of {plan.ToRun.Count})");
            applied.Add(await run.ExecuteAsync(script, folder.StatementsOf(script), ct));
        }

        return applied;
    }
}
