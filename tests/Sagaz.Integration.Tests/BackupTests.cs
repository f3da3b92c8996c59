using Sagaz.Core.Gates;
using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Processes;

namespace Sagaz.Integration.Tests;

/// <summary>Backups of processes, and what no other runtime does otherwise.</summary>
[BackedUpNatively]
public sealed class BackupTests(BackedUpCluster backedUp) : BackupScenarios(backedUp), IClassFixture<BackedUpCluster>
{
    private const int KillSignal = 9;

    [ClusterFact]
    public async Task A_missing_segment_and_a_repository_that_takes_no_more_are_found_and_what_could_not_be_restored_does_not_pass()
    {
        await BackUpAsync("full");
        await Cluster.AskAsync("SELECT pg_logical_emit_message(false, 'test', 'a segment that is not empty')");
        await Cluster.AskAsync("SELECT pg_switch_wal()");
        var lost = (string)(await Cluster.AskAsync("SELECT pg_walfile_name(pg_current_wal_lsn() - 1)"))!;
        await Eventually.HoldsAsync("the segment is archived", Deadlines.Healed, async () =>
            (await Cluster.InBackupsAsync($"find archive -name '{lost}-*'")).Trim().Length > 0 ? null : lost);
        // A later one, or nothing would show that one is missing.
        await Cluster.AskAsync("SELECT pg_logical_emit_message(false, 'test', 'and another one')");
        var next = (string)(await Cluster.AskAsync("SELECT pg_walfile_name(pg_switch_wal())"))!;
        await Eventually.HoldsAsync("the next segment is archived", Deadlines.Healed, async () =>
            (await Cluster.InBackupsAsync($"find archive -name '{next}-*'")).Trim().Length > 0 ? null : next);
        await Cluster.InBackupsAsync($"find archive -name '{lost}-*' -delete; chmod -R a-w archive; chown -R root archive; chmod -R a+rX archive");
        // What nobody takes need not be waited for longer.
        Cluster.Workspace.Edit("deploy/topology.json", "\"arrivalSeconds\": 60", "\"arrivalSeconds\": 3");
        try
        {
            await Cluster.AskAsync("SELECT pg_logical_emit_message(false, 'test', 'one that does not arrive')");
            await Cluster.AskAsync("SELECT pg_switch_wal()");
            await Eventually.HoldsAsync("archiving fails", Deadlines.Healed, async () =>
                await Cluster.AskAsync("SELECT last_failed_time > last_archived_time FROM pg_stat_archiver") is true ? null : "it does not");
            (await Cluster.RunAsync("VerifyBackup", "--load-seconds", "3")).Exits(2);
        }
        finally
        {
            Cluster.Workspace.Edit("deploy/topology.json", "\"arrivalSeconds\": 3", "\"arrivalSeconds\": 60");
            await Cluster.InBackupsAsync("chmod -R u+w archive; chown -R --reference=backup archive");
        }
        Cluster.Judged(Verdict.Fail, "archive-gaps", "archive-reaches", "archive-failing");
        Cluster.Judged(Verdict.NotRun, "restore-missing");
        await IsWithoutCopyAsync("verify");
        await BackUpAsync("full");
    }

    [ClusterFact]
    public async Task A_backup_that_is_killed_with_all_that_makes_it_is_made_anew()
    {
        using (var run = Cluster.Start("Backup"))
        {
            RunningProcess? copying = null;
            await Eventually.HoldsAsync("pgbackrest runs", Deadlines.Build, () =>
            {
                copying = Cluster.Processes.FirstOrDefault(process => Path.GetFileName(process.CommandLine[0]) == "pgbackrest" && process.CommandLine.Contains("--type=full"));
                return Task.FromResult(copying is null ? "it does not" : null);
            });
            run.Kill();
            foreach (var process in Cluster.Processes.Where(process => Path.GetFileName(process.CommandLine[0]) == "pgbackrest"))
                process.Send(KillSignal);
        }

        await BackUpAsync("full");
        (await Cluster.RunAsync("VerifyBackup", "--load-seconds", "3")).Exits(0);
    }

    [ClusterFact]
    public async Task Without_a_replica_the_leader_is_copied_with_a_warning()
    {
        var replica = await Cluster.ReplicaAsync();
        await Cluster.ControlAsync("down", replica);
        try
        {
            (await Cluster.RunAsync("Backup", "--type", "diff")).Exits(0).Says("no replica streams");
        }
        finally
        {
            await Cluster.ControlAsync("up", replica);
        }
        await Cluster.IsWholeAsync();
    }

    [ClusterFact]
    public async Task A_second_restore_begins_a_timeline_that_the_archive_does_not_know_also_after_a_switchover()
    {
        var switched = await Cluster.RunAsync("Switchover");
        // A server that ends archives its last WAL first; how long writers waited for that is not asked here.
        Assert.True(switched.ExitCode is 0 or 2, switched.ToString());
        await Cluster.AskAsync("DROP TABLE IF EXISTS public.kept");
        await Cluster.AskAsync("CREATE TABLE public.kept AS SELECT 1 AS n");
        var label = await BackUpAsync("full");
        await Cluster.AskAsync("INSERT INTO public.kept VALUES (2)");
        var moment = await MomentAsync();
        await Cluster.AskAsync("INSERT INTO public.kept VALUES (3)");

        (await Cluster.RunAsync("RestoreBackup", "--to-time", moment, "--yes")).Exits(0);
        Assert.Equal(2L, await Cluster.AskAsync("SELECT count(*) FROM public.kept"));
        var first = await TimelineAsync();
        (await Cluster.RunAsync("RestoreBackup", "--label", label, "--yes")).Exits(0);

        await Cluster.IsWholeAsync();
        Assert.Equal(1L, await Cluster.AskAsync("SELECT count(*) FROM public.kept"));
        Assert.True(await TimelineAsync() > first);
        await Cluster.AskAsync("DROP TABLE public.kept");
        (await Cluster.RunAsync("VerifyBackup", "--load-seconds", "3")).Exits(0);
    }

    private protected override Task IsWithoutCopyAsync(string name)
    {
        Assert.False(Directory.Exists(Path.Combine(Cluster.State, "restored", name)));
        return Task.CompletedTask;
    }
}
