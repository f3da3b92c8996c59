using Sagaz.Core.Gates;
using Sagaz.Operations.Schema;
using Sagaz.Operations.Tests.Migrations;
using Sagaz.Operations.Tests.Postgres;

namespace Sagaz.Operations.Tests.Schema;

/// <summary>The scratch copy comes and goes, whatever happens to its run.</summary>
[Collection(ScratchServerGroup.Name)]
public sealed class ScratchCopyTests(ScratchServer server)
{
    [RequiresToolFact("initdb")]
    public async Task What_a_killed_run_left_behind_is_removed_and_what_a_living_run_uses_is_not()
    {
        var schema = await CreateAsync();
        await using var living = await TestSession.OpenAsync(server.Superuser());
        await living.ExecuteAsync("SELECT pg_advisory_lock(hashtextextended('sagaz_drift_living', 0))");
        await living.ExecuteAsync("CREATE DATABASE sagaz_drift_living");
        await living.ExecuteAsync("CREATE DATABASE sagaz_drift_dead");
        try
        {
            Assert.Equal(Verdict.Pass, (await DriftAsync(schema.Request, schema.Log)).Verdict);
            Assert.Equal(["sagaz_drift_living"], await CopiesAsync());
        }
        finally
        {
            await living.ExecuteAsync("DROP DATABASE IF EXISTS sagaz_drift_living");
            await living.ExecuteAsync("DROP DATABASE IF EXISTS sagaz_drift_dead");
        }
    }

    [RequiresToolFact("initdb")]
    public async Task A_copy_that_is_not_ready_in_time_is_no_pass_and_is_dropped()
    {
        var schema = await CreateAsync();
        var gate = await DriftAsync(schema.Request with { DriftDeadline = TimeSpan.FromMilliseconds(150) }, schema.Log);
        Assert.Equal(Verdict.NotRun, gate.Verdict);
        Assert.Contains("was not ready within 0.15 s", gate.Detail, StringComparison.Ordinal);
        Assert.Empty(await CopiesAsync());
    }

    [RequiresToolFact("initdb")]
    public async Task An_interrupted_run_drops_its_copy()
    {
        var schema = await CreateAsync();
        using var interruption = new CancellationTokenSource();
        schema.Log.Said += line =>
        {
            if (line.Contains("Running 002", StringComparison.Ordinal))
                interruption.Cancel();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new DriftProbe(schema.Request, schema.Log).JudgeAsync(interruption.Token));
        Assert.Empty(await CopiesAsync());
    }

    [RequiresToolFact("initdb")]
    public async Task Migrations_that_do_not_run_from_nothing_are_no_pass_and_say_why()
    {
        var schema = await CreateAsync();
        using var broken = new ScriptFolder();
        broken.Add("001_broken.sql", "CREATE TABLE no_such_schema.broken (id integer);");
        var gate = await DriftAsync(schema.Request with { Migrations = schema.Request.Migrations with { Folder = broken.Migrations } }, schema.Log);
        Assert.Equal(Verdict.NotRun, gate.Verdict);
        Assert.Contains("001_broken.sql", gate.Detail, StringComparison.Ordinal);
        Assert.Empty(await CopiesAsync());
    }

    private async Task<VerifiedSchema> CreateAsync() => new(server, await server.CreateDatabaseAsync());

    private static async Task<GateResult> DriftAsync(SchemaVerificationRequest request, ListLog log) =>
        (await new DriftProbe(request, log).JudgeAsync(CancellationToken.None)).Results.Single(gate => gate.Id == "schema-drift");

    private async Task<IReadOnlyList<string>> CopiesAsync()
    {
        await using var session = await TestSession.OpenAsync(server.Superuser());
        return await session.RowsAsync<string>("SELECT datname::text FROM pg_database WHERE starts_with(datname, 'sagaz_drift_')");
    }
}
