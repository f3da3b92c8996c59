using Sagaz.Core.Gates;
using Sagaz.Core.Ledger;
using Sagaz.Operations.Ledger;
using Sagaz.Operations.Pipeline;
using Sagaz.Operations.Tests.Ledger;
using Sagaz.Operations.Tests.Postgres;
using Sagaz.Operations.Tests.Processes;
using Sagaz.Operations.Tests.Runtimes.Kubernetes;

namespace Sagaz.Operations.Tests.Pipeline;

/// <summary>VerifyBackup's comparison with a copy in a pod, whose server is a scratch server of this machine.</summary>
[Collection(ScratchServerGroup.Name)]
public sealed class VerifyBackupInPodTests(ScratchServer server)
{
    private const int Enough = 30;

    [RequiresToolTheory("initdb")]
    [InlineData(null, "")]
    [InlineData("DELETE FROM saga_outbox WHERE event_id = (SELECT event_id FROM saga_outbox WHERE aggregate_type = $1 LIMIT 1)", "restore-missing")]
    [InlineData("UPDATE saga_outbox SET event_id = gen_random_uuid() WHERE event_id = (SELECT event_id FROM saga_outbox WHERE aggregate_type = $1 LIMIT 1)", "restore-missing restore-unexpected")]
    public async Task A_row_that_was_lost_or_made_up_is_red_and_the_pod_goes(string? sabotage, string refused)
    {
        using var folder = new TemporaryFolder();
        await using var run = await LoadAsync(folder);
        if (sabotage is not null)
        {
            await using var session = await TestSession.OpenAsync(run.Superuser);
            Assert.Equal(1, await session.ExecuteAsync(sabotage, run.Plan.AggregateType));
        }
        await using var pods = await RestoringPods.StartAsync(run.Superuser);

        var gates = await JudgeAsync(pods, run, folder);

        Assert.Equal(refused, string.Join(' ', gates.Refused.Select(gate => gate.Id)));
        Assert.Equal(5, gates.Results.Count);
        Assert.Empty(pods.PodsLeft);
    }

    [RequiresToolFact("initdb")]
    public async Task What_no_node_takes_was_not_run_and_does_not_pass()
    {
        using var folder = new TemporaryFolder();
        await using var run = await LoadAsync(folder);
        await using var pods = await RestoringPods.StartAsync(run.Superuser);
        pods.Fake.Workloads.NoNodeBecause = "0/3 nodes are available";

        var gates = await JudgeAsync(pods, run, folder);

        Assert.All(gates.Results, gate => Assert.Equal(Verdict.NotRun, gate.Verdict));
        Assert.Equal(5, gates.Refused.Count);
    }

    private static async Task<GateReport> JudgeAsync(RestoringPods pods, LedgerRun run, TemporaryFolder folder)
    {
        using var cluster = FakeRuntime.Open(new FakeRuntime(), folder.Path, pods.Harness.Log);
        var ledger = await AckLedger.ReadAsync(folder.Of("ledger"), CancellationToken.None);
        var moment = ledger.OfType<Acknowledged>().Max(entry => entry.At);
        return await VerifyBackupOfCluster.JudgeCopyAsync(cluster, pods, RestoringPods.Backup, moment, ledger, run.Plan, CancellationToken.None);
    }

    /// <summary>A load that has ended: all of it was acknowledged at the moment that is restored.</summary>
    private async Task<LedgerRun> LoadAsync(TemporaryFolder folder)
    {
        var database = await server.CreateDatabaseAsync();
        var plan = new LedgerPlan
        {
            Writes = server.As("sagaz_app", database),
            Reads = server.As("sagaz_readonly", database),
            Run = "test-backup",
            Pace = TimeSpan.FromMilliseconds(5),
        };
        var run = new LedgerRun(plan, AckLedger.Create(folder.Of("ledger")), server.Superuser(database));
        await run.AwaitAsync(Enough);
        await run.Load.CompleteAsync(TimeSpan.FromSeconds(40));
        return run;
    }
}
