using System.Globalization;
using System.Text.RegularExpressions;
using Sagaz.Core.Gates;
using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Secrets;

namespace Sagaz.Integration.Tests;

/// <summary>Backups of a whole cluster: made, verified, restored beside it and into it.</summary>
[Collection(OwnClusterGroup.Name)]
public sealed partial class BackupTests(BackedUpCluster backedUp) : IClassFixture<BackedUpCluster>
{
    private static readonly string[] Gates =
    [
        "backup-age", "backup-pages", "archive-failing", "archive-backlog", "archive-reaches", "archive-gaps", "repository-space",
        "restore-compared", "restore-missing", "restore-unexpected", "restore-checksums", "restore-amcheck",
    ];

    private TestCluster Cluster => backedUp.Cluster;

    [BackupFact]
    public async Task The_newest_backup_holds_exactly_what_clients_were_told_and_nothing_is_left_of_the_copy()
    {
        (await BackUpAsync("full")).Exits(0);
        (await Cluster.RunAsync("Backups")).Exits(0).Says("full");

        (await Cluster.RunAsync("VerifyBackup", "--load-seconds", "3")).Exits(0);

        var report = Cluster.ReadReport();
        Assert.Equal(Gates.Order(), report.Gates.Results.Select(gate => gate.Id).Order());
        Assert.All(report.Gates.Results, gate => Assert.Equal(Verdict.Pass, gate.Verdict));
        Assert.False(Directory.Exists(Path.Combine(Cluster.State, "restored", "verify")));
        Assert.Equal(0L, await Cluster.AskAsync("SELECT count(*) FROM saga_outbox WHERE aggregate_type LIKE 'ledger-%-backup'"));
    }

    [BackupFact]
    public async Task A_missing_segment_is_found_and_what_could_not_be_restored_does_not_pass()
    {
        (await BackUpAsync("full")).Exits(0);
        await Cluster.AskAsync("SELECT pg_logical_emit_message(false, 'test', 'a segment that is not empty')");
        await Cluster.AskAsync("SELECT pg_switch_wal()");
        var lost = (string)(await Cluster.AskAsync("SELECT pg_walfile_name(pg_current_wal_lsn() - 1)"))!;
        var archive = Path.Combine(Cluster.State, "backups", "archive");
        string? Archived() => Directory.GetFiles(archive, lost + "-*", SearchOption.AllDirectories).FirstOrDefault();
        await Eventually.HoldsAsync("the segment is archived", Deadlines.Healed, () => Task.FromResult(Archived() is null ? lost : null));
        File.Delete(Archived()!);

        (await Cluster.RunAsync("VerifyBackup", "--load-seconds", "1")).Exits(2);

        var refused = Cluster.ReadReport().Gates.Refused.ToDictionary(gate => gate.Id, gate => gate.Verdict);
        Assert.Equal(Verdict.Fail, refused["archive-gaps"]);
        Assert.Equal(Verdict.NotRun, refused["restore-missing"]);
        Assert.False(Directory.Exists(Path.Combine(Cluster.State, "restored", "verify")));
        (await BackUpAsync("full")).Exits(0);
    }

    [BackupFact]
    public async Task A_moment_comes_back_beside_the_cluster_and_then_into_it()
    {
        (await BackUpAsync("diff")).Exits(0);
        await Cluster.AskAsync("CREATE TABLE IF NOT EXISTS public.kept (n integer)");
        await Cluster.AskAsync("INSERT INTO public.kept VALUES (1)");
        var moment = (DateTime)(await Cluster.AskAsync("SELECT clock_timestamp()"))!;
        await Cluster.AskAsync("INSERT INTO public.kept VALUES (2)");
        await Cluster.AskAsync("SELECT pg_switch_wal()");
        var time = moment.ToString("O", CultureInfo.InvariantCulture);
        var before = await Cluster.AskAsync("SELECT timeline_id FROM pg_control_checkpoint()");

        var beside = (await Cluster.RunAsync("RestoreBackup", "--to-time", time, "--scratch")).Exits(0);
        var port = int.Parse(beside.Lines.Select(line => Port().Match(line)).First(match => match.Success).Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.Equal(1L, await TestCluster.AskAsync(Cluster.At(5432, Account.Superuser) with { Port = port }, "SELECT count(*) FROM public.kept"));
        Assert.Equal(2L, await Cluster.AskAsync("SELECT count(*) FROM public.kept"));

        (await Cluster.RunAsync("RestoreBackup", "--to-time", time, "--yes")).Exits(0);

        await Cluster.IsWholeAsync();
        Assert.Equal(1L, await Cluster.AskAsync("SELECT count(*) FROM public.kept"));
        Assert.True((int)(await Cluster.AskAsync("SELECT timeline_id FROM pg_control_checkpoint()"))! > (int)before!);
        (await BackUpAsync("full")).Exits(0);
    }

    private Task<ProgramResult> BackUpAsync(string kind) => Cluster.RunAsync("Backup", "--type", kind);

    [GeneratedRegex(@"psql 'host=\S+ port=(\d+) ")]
    private static partial Regex Port();
}
