using Sagaz.Core.Gates;
using Sagaz.Core.Ledger;
using Sagaz.Operations.Ledger;
using Sagaz.Operations.Tests.Postgres;
using Sagaz.Operations.Tests.Processes;

namespace Sagaz.Operations.Tests.Ledger;

[Collection(ScratchServerGroup.Name)]
public sealed class LedgerLoadTests(ScratchServer server)
{
    private const int Enough = 60;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(40);

    [RequiresToolFact("initdb")]
    public async Task A_healthy_server_keeps_every_promise_and_its_rows_are_removed()
    {
        using var folder = new TemporaryFolder();
        await using var run = await RunAsync(folder);

        var verdict = await run.JudgeAsync();
        Assert.Equal(Verdict.Pass, LedgerGates.Judge(verdict, 0).Verdict);
        Assert.True(verdict.Acknowledged >= Enough);
        Assert.Empty(verdict.Unknown);
        Assert.NotEmpty(run.Load.Answers.To(ClientKind.Reader));

        await run.Database.RemoveAsync(CancellationToken.None);
        var left = await run.Database.ReadAsync(CancellationToken.None);
        Assert.Empty(left.Events);
        Assert.Empty(left.Steps);
    }

    [RequiresToolFact("initdb")]
    public async Task Clients_whose_connections_are_cut_lose_nothing_and_go_on()
    {
        using var folder = new TemporaryFolder();
        await using var run = await RunAsync(folder, cuts: 5);

        var verdict = await run.JudgeAsync();

        Assert.Equal(Verdict.Pass, LedgerGates.Judge(verdict, 0).Verdict);
        Assert.NotEmpty(run.Load.Answers.FailuresOf(ClientKind.Writer, DateTimeOffset.MinValue, DateTimeOffset.MaxValue));
    }

    [RequiresToolTheory("initdb")]
    [InlineData("DELETE FROM saga_outbox WHERE event_id = (SELECT event_id FROM saga_outbox WHERE aggregate_type = $1 LIMIT 1)", "ledger-lost ledger-orphans")]
    [InlineData("DELETE FROM saga_steps WHERE id = (SELECT id FROM saga_steps WHERE saga_id LIKE $1 || '%' LIMIT 1)", "ledger-lost ledger-orphans")]
    [InlineData("UPDATE saga_outbox SET event_id = gen_random_uuid() WHERE event_id = (SELECT event_id FROM saga_outbox WHERE aggregate_type = $1 LIMIT 1)", "ledger-lost ledger-unexpected ledger-unpublished")]
    public async Task What_the_database_lost_or_made_up_is_found(string sabotage, string gates)
    {
        using var folder = new TemporaryFolder();
        await using var run = await RunAsync(folder);
        await using (var session = await TestSession.OpenAsync(run.Superuser))
            Assert.Equal(1, await session.ExecuteAsync(sabotage, run.Plan.AggregateType));

        Assert.Equal(gates, string.Join(' ', LedgerGates.Judge(await run.JudgeAsync(), 0).Refused.Select(gate => gate.Id)));
    }

    [RequiresToolFact("initdb")]
    public async Task An_event_whose_claim_was_lost_is_published_twice_and_found()
    {
        using var folder = new TemporaryFolder();
        await using var run = await StartAsync(folder);
        await using (var session = await TestSession.OpenAsync(run.Superuser))
        {
            await Eventually.HoldsAsync(
                async () => await session.ExecuteAsync(
                    "UPDATE saga_outbox SET status = 'pending' WHERE event_id = (SELECT event_id FROM saga_outbox WHERE aggregate_type = $1 AND status = 'sent' LIMIT 1)",
                    run.Plan.AggregateType) == 1);
        }
        await run.Load.CompleteAsync(Deadline);

        Assert.Single((await run.JudgeAsync()).PublishedTwice);
    }

    private async Task<LedgerRun> RunAsync(TemporaryFolder folder, int cuts = 0)
    {
        var run = await StartAsync(folder);
        await using (var session = await TestSession.OpenAsync(run.Superuser))
        {
            for (var cut = 0; cut < cuts; cut++)
            {
                await session.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'sagaz_app' AND datname = current_database()");
                await run.AwaitAsync((cut + 1) * Enough / 2);
            }
        }
        await run.AwaitAsync(Enough);
        await run.Load.CompleteAsync(Deadline);
        return run;
    }

    private async Task<LedgerRun> StartAsync(TemporaryFolder folder)
    {
        var database = await server.CreateDatabaseAsync();
        var plan = new LedgerPlan
        {
            Writes = server.As("sagaz_app", database),
            Reads = server.As("sagaz_readonly", database),
            Run = "test",
            Pace = TimeSpan.FromMilliseconds(5),
        };
        return new LedgerRun(plan, AckLedger.Create(Path.Combine(folder.Path, "ledger")), server.Superuser(database));
    }
}
