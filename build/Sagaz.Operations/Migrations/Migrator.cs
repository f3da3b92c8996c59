using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Core.Migrations;
using Sagaz.Core.Migrations.Lint;
using Sagaz.Operations.Migrations.Plan;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Migrations;

/// <summary>Brings the schema to what the scripts say, one migration at a time, and waits until every replica has it.</summary>
public sealed class Migrator(IProgressLog log)
{
    /// <summary>Plans, lints and runs the scripts under the migration lock, verifies each, then waits for the replicas.</summary>
    /// <exception cref="Core.Gates.GateRefusedException">The lint refused a script; nothing was run.</exception>
    /// <exception cref="PreconditionException">A script, the journal or the leader's endpoint is not as it must be; nothing was run.</exception>
    /// <exception cref="OperationFailedException">A script failed; the first line names it, the line and the server's message.</exception>
    /// <exception cref="DeadlinePassedException">Another migration did not end, or a replica did not replay in time.</exception>
    public Task<MigrationReport> RunAsync(MigrationRequest request, CancellationToken ct) =>
        OnLeaderAsync(request, () => new MigrationRun(request, MigrationFolder.Read(request), log).ExecuteAsync(ct));

    /// <summary>What a run would do now. Changes nothing, takes no lock, and works before there is a journal.</summary>
    /// <exception cref="PreconditionException">A script or the leader's endpoint is not as it must be.</exception>
    /// <exception cref="OperationFailedException">The leader refused or cannot be reached.</exception>
    public Task<MigrationPlan> PlanAsync(MigrationRequest request, CancellationToken ct) =>
        OnLeaderAsync(request, async () =>
        {
            var folder = MigrationFolder.Read(request);
            await using var session = await MigrationSession.OpenAsync(request.Leader, log, ct);
            return MigrationPlan.Judge(folder.Scripts, await MigrationJournal.ReadAsync(session.Connection, ct));
        });

    /// <summary>The plan with the locks that it takes, the size of the tables that it takes them on, and what the lint says. Changes nothing.</summary>
    /// <exception cref="PreconditionException">A script or the leader's endpoint is not as it must be.</exception>
    /// <exception cref="OperationFailedException">The leader refused or cannot be reached.</exception>
    public Task<MigrationPreview> PreviewAsync(MigrationRequest request, CancellationToken ct) =>
        OnLeaderAsync(request, async () =>
        {
            var folder = MigrationFolder.Read(request);
            await using var session = await MigrationSession.OpenAsync(request.Leader, log, ct);
            var plan = MigrationPlan.Judge(folder.Scripts, await MigrationJournal.ReadAsync(session.Connection, ct));
            var facts = await TableFactsReader.ReadAsync(session.Connection, ct);
            return new MigrationPreview(plan, facts, MigrationLint.Check(plan.ToRun, facts));
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
}
