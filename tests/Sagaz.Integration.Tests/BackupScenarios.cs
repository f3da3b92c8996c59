using System.Globalization;
using System.Text.RegularExpressions;
using Sagaz.Core.Gates;
using Sagaz.Core.Replication;
using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Secrets;

namespace Sagaz.Integration.Tests;

/// <summary>In every runtime: backups are made, verified, restored beside the cluster and into it, and what is wrong with them is seen.</summary>
public abstract partial class BackupScenarios(SharedCluster backedUp)
{
    private static readonly string[] Gates =
    [
        "backup-age", "backup-pages", "archive-failing", "archive-backlog", "archive-reaches", "archive-gaps", "repository-space",
        "restore-compared", "restore-missing", "restore-unexpected", "restore-checksums", "restore-amcheck",
    ];

    private protected TestCluster Cluster => backedUp.Cluster;

    [ClusterFact]
    public async Task The_schedule_makes_the_first_full_backup_by_itself_and_tells_when()
    {
        await Eventually.HoldsAsync("a backup is told of", Deadlines.Healed, async () =>
            Metric().IsMatch(await Cluster.BackupMetricsAsync()) ? null : await Cluster.BackupMetricsAsync());

        var told = DateTimeOffset.FromUnixTimeSeconds(long.Parse(Metric().Match(await Cluster.BackupMetricsAsync()).Groups[1].Value, CultureInfo.InvariantCulture));
        Assert.True(DateTimeOffset.UtcNow - told < TimeSpan.FromHours(1), $"The backup is of {told:O}.");
        (await Cluster.RunAsync("Logs", "--member", "backup-schedule")).Exits(0).Says("full backup", "code 0");
    }

    [ClusterFact]
    public async Task The_newest_backup_holds_exactly_what_clients_were_told_and_nothing_is_left_of_the_copy()
    {
        await BackUpAsync("full");
        var differential = await BackUpAsync("diff");
        (await Cluster.RunAsync("Backups")).Exits(0).Says("full", "diff", differential);

        (await Cluster.RunAsync("VerifyBackup", "--load-seconds", "3")).Exits(0);

        var report = Cluster.ReadReport();
        Assert.Equal(Gates.Order(), report.Gates.Results.Select(gate => gate.Id).Order());
        Assert.All(report.Gates.Results, gate => Assert.Equal(Verdict.Pass, gate.Verdict));
        await IsWithoutCopyAsync("verify");
        Assert.Equal(0L, await Cluster.AskAsync("SELECT count(*) FROM saga_outbox WHERE aggregate_type LIKE 'ledger-%-backup'"));
    }

    [ClusterFact]
    public async Task A_damaged_page_is_seen_when_it_is_copied_and_when_it_is_restored()
    {
        // Autovacuum would have the replica write the page anew.
        await Cluster.AskAsync("CREATE TABLE public.damaged WITH (autovacuum_enabled = false) AS SELECT n, repeat('x', 500) AS text FROM generate_series(1, 1000) AS n");
        var file = (string)(await Cluster.AskAsync("SELECT pg_relation_filepath('public.damaged')"))!;
        var replica = await Cluster.ReplicaAsync();
        await Cluster.AskAsync("CHECKPOINT");
        var written = await Cluster.AskAsync("SELECT pg_current_wal_lsn()::text");
        var server = Cluster.At(15432 + int.Parse(replica[^1..], CultureInfo.InvariantCulture), Account.Superuser);
        await Eventually.HoldsAsync("the replica has replayed it", Deadlines.Healed, async () =>
            await TestCluster.AskAsync(server, $"SELECT pg_last_wal_replay_lsn() >= '{written}'") is true ? null : "not yet");
        await TestCluster.AskAsync(server, "CHECKPOINT");
        await Cluster.InDataOfAsync(replica, $"printf damaged | dd of={file} bs=1 seek=12000 conv=notrunc 2>/dev/null");
        try
        {
            (await Cluster.RunAsync("Backup")).Exits(2).Says("backup-pages");
            (await Cluster.RunAsync("VerifyBackup", "--load-seconds", "5")).Exits(2);

            Cluster.Judged(Verdict.Fail, "backup-pages", "restore-amcheck", "restore-checksums");
        }
        finally
        {
            await Cluster.AskAsync("DROP TABLE public.damaged");
        }
        await BackUpAsync("full");
    }

    [ClusterFact]
    public async Task A_moment_and_a_position_come_back_beside_the_cluster_and_the_moment_into_it()
    {
        await BackUpAsync("diff");
        await Cluster.AskAsync("DROP TABLE IF EXISTS public.kept");
        await Cluster.AskAsync("CREATE TABLE public.kept AS SELECT 1 AS n");
        var position = Lsn.Parse((string)(await Cluster.AskAsync("SELECT pg_current_wal_insert_lsn()::text"))!);
        await Cluster.AskAsync("INSERT INTO public.kept VALUES (2)");
        var moment = await MomentAsync();
        await Cluster.AskAsync("INSERT INTO public.kept VALUES (3)");
        var before = await TimelineAsync();

        Assert.Equal(1L, await CountBesideAsync("--to-lsn", $"{position}"));
        Assert.Equal(2L, await CountBesideAsync("--to-time", moment));
        Assert.Equal(3L, await Cluster.AskAsync("SELECT count(*) FROM public.kept"));
        (await Cluster.RunAsync("RestoreBackup", "--to-time", moment, "--yes")).Exits(0).Says("what was there before");

        await Cluster.IsWholeAsync();
        Assert.Equal(2L, await Cluster.AskAsync("SELECT count(*) FROM public.kept"));
        Assert.True(await TimelineAsync() > before);
        await Cluster.AskAsync("DROP TABLE public.kept");
        await BackUpAsync("diff");
    }

    private protected async Task<string> BackUpAsync(string kind) =>
        MadeBackup().Match((await Cluster.RunAsync("Backup", "--type", kind)).Exits(0).Output) is { Success: true } match ? match.Groups[1].Value : throw new Xunit.Sdk.XunitException("No backup was named.");

    /// <summary>Now, by the leader's clock.</summary>
    private protected async Task<string> MomentAsync() =>
        ((DateTime)(await Cluster.AskAsync("SELECT clock_timestamp()"))!).ToString("O", CultureInfo.InvariantCulture);

    private protected async Task<int> TimelineAsync() => (int)(await Cluster.AskAsync("SELECT timeline_id FROM pg_control_checkpoint()"))!;

    private protected async Task<object?> CountBesideAsync(params string[] target)
    {
        var beside = (await Cluster.RunAsync(["RestoreBackup", .. target, "--scratch"])).Exits(0);
        var port = int.Parse(beside.Lines.Select(line => Port().Match(line)).First(match => match.Success).Groups[1].Value, CultureInfo.InvariantCulture);
        return await TestCluster.AskAsync(Cluster.At(5432, Account.Superuser) with { Port = port }, "SELECT count(*) FROM public.kept");
    }

    private protected abstract Task IsWithoutCopyAsync(string name);

    [GeneratedRegex(@"psql 'host=\S+ port=(\d+) ")]
    private static partial Regex Port();

    [GeneratedRegex(@"backup (\d\S+): ")]
    private static partial Regex MadeBackup();

    [GeneratedRegex(@"^sagaz_backup_last_success_timestamp_seconds (\d+)$", RegexOptions.Multiline)]
    private static partial Regex Metric();
}
