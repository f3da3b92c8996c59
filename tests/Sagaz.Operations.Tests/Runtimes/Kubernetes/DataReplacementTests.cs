using Sagaz.Core.Errors;
using Sagaz.Operations.Runtimes.Kubernetes;
using Sagaz.Operations.Tests.Postgres;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes;

/// <summary>A past state comes into the first member's volume, and nobody's data goes before it is there.</summary>
[Collection(ScratchServerGroup.Name)]
public sealed class DataReplacementTests(ScratchServer server) : IAsyncLifetime
{
    private ReplacedCluster cluster = null!;

    public async Task InitializeAsync() => cluster = await ReplacedCluster.StartAsync(server.Superuser());

    public async Task DisposeAsync() => await cluster.DisposeAsync();

    [RequiresToolFact("kubectl")]
    public async Task The_others_claims_go_after_the_first_member_has_its_data_and_all_comes_back()
    {
        var first = cluster.UidOf(ReplacedCluster.Claims + "/data-postgresql-0");

        var kept = await cluster.ReplaceAsync(cluster.Lead);
        var written = cluster.Fake.Objects.Written.Count;
        await cluster.Harness.DeployAsync(ReplacedCluster.Manifests);

        Assert.Equal(
            [
                "members 1 | 0 1 2", "members 0 | 0 1 2", "restored-member | 0 1 2", "make room | 0 1 2", "take over | 0 1 2",
                "members 1 | 0", "leads | 0", "members 3 | 0 1 2",
            ],
            cluster.Story.Where(IsOfMembers).Take(8));
        Assert.True(Index("pgbouncer-rw 0") < Index("members 1") && Index("pgbouncer-ro 0") < Index("members 1") && Index("partition-maintenance held") < Index("members 1"));
        Assert.True(Index("pgbouncer-rw 2") > Index("members 3") && Index("partition-maintenance due") > Index("members 3"));
        Assert.Contains("data.before-restore", Assert.Single(kept), StringComparison.Ordinal);
        Assert.Equal(first, cluster.UidOf(ReplacedCluster.Claims + "/data-postgresql-0"));
        Assert.Equal((3, 2, (long?)null, false), (cluster.Replicas(SmallManifests.SetPath), cluster.Replicas(ReplacedCluster.RwPath), cluster.Replicas(ReplacedCluster.RoPath), cluster.IsSuspended));
        Assert.Equal((false, false, true), (IsThere("sagaz-leader"), IsThere("sagaz-sync"), IsThere("sagaz-config")));
        Assert.Null(await cluster.Store.ReadAsync(CancellationToken.None));
        Assert.DoesNotContain(cluster.Restoring.PodsLeft, pod => pod.StartsWith("restored", StringComparison.Ordinal));
        // The next deployment met no conflict and changed nothing.
        Assert.All(cluster.Fake.Objects.Written.Skip(written), item => Assert.StartsWith("ConfigMap/", item, StringComparison.Ordinal));
    }

    [RequiresToolFact("kubectl")]
    public async Task A_restore_that_fails_brings_members_poolers_and_schedules_back_as_they_were()
    {
        cluster.Restoring.Codes["pgbackrest"] = 82;
        var claims = Uids();

        await Assert.ThrowsAsync<OperationFailedException>(() => cluster.ReplaceAsync(cluster.Lead));

        Assert.DoesNotContain(cluster.Story, line => line.StartsWith("take over", StringComparison.Ordinal));
        await InServiceAsync(claims);
        Assert.Contains(cluster.Harness.Log.Lines, line => line.Contains("nothing was replaced", StringComparison.Ordinal));
    }

    [RequiresToolFact("kubectl")]
    public async Task An_interruption_before_the_data_is_replaced_brings_all_back_too()
    {
        using var interruption = new CancellationTokenSource();
        cluster.OnScript = _ => interruption.Cancel();
        var claims = Uids();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cluster.ReplaceAsync(cluster.Lead, interruption.Token));

        await InServiceAsync(claims);
    }

    [RequiresToolFact("kubectl")]
    public async Task What_was_cut_off_after_the_data_was_replaced_goes_on_and_restores_nothing_again()
    {
        await Assert.ThrowsAsync<DeadlinePassedException>(() => cluster.ReplaceAsync(_ => throw new DeadlinePassedException("No leader.")));
        var record = await cluster.Store.ReadAsync(CancellationToken.None);
        var (alone, restores) = (cluster.Replicas(SmallManifests.SetPath), Restores());
        var refused = await Assert.ThrowsAsync<PreconditionException>(() => cluster.Store.GiveUpAsync(cluster.Copies, CancellationToken.None));
        await Assert.ThrowsAsync<PreconditionException>(() => cluster.Store.RequireNoneAsync(CancellationToken.None));

        await cluster.OpenRun().GoOnAsync(record!, others: 2, cluster.Lead, CancellationToken.None);

        Assert.True(record!.IsReplaced);
        Assert.Equal((1, 1), (alone, restores));
        Assert.Contains("is unfinished", refused.Sentence, StringComparison.Ordinal);
        Assert.Equal(1, Restores());
        Assert.Equal((3, 2, false), (cluster.Replicas(SmallManifests.SetPath), cluster.Replicas(ReplacedCluster.RwPath), cluster.IsSuspended));
        Assert.Null(await cluster.Store.ReadAsync(CancellationToken.None));
    }

    [RequiresToolFact("kubectl")]
    public async Task A_run_that_another_one_took_over_from_replaces_nothing_and_brings_nothing_back()
    {
        // A killed run's, which left its pod as well.
        await cluster.Store.WriteAsync(new ReplacementRecord("same", "killed", "some state", IsReplaced: false), CancellationToken.None);
        cluster.OnScript = _ => cluster.Fake.Objects.Put(
            $"{ReplacedCluster.Maps}/{ReplacementRecord.Name}", new ReplacementRecord("same", "another", $"{ReplacedCluster.Target}", IsReplaced: false).ToConfigMap("sagaz"));

        var failed = await Assert.ThrowsAsync<OperationFailedException>(() => cluster.ReplaceAsync(cluster.Lead));

        Assert.Contains("no longer this run's", failed.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(cluster.Story, line => line.StartsWith("take over", StringComparison.Ordinal));
        Assert.Equal(0, cluster.Replicas(SmallManifests.SetPath));
        Assert.Equal("another", (await cluster.Store.ReadAsync(CancellationToken.None))!.Holder);
        // The id went on, so that what the member had is told from what was restored.
        Assert.Contains(cluster.Restoring.Programs, line => line.Contains(MemberVolume.MakeRoom, StringComparison.Ordinal) && line.EndsWith(" same", StringComparison.Ordinal));
    }

    [RequiresToolFact("kubectl")]
    public async Task A_deployment_gives_up_what_had_replaced_nothing()
    {
        await cluster.Store.WriteAsync(new ReplacementRecord("one", "killed", "some state", IsReplaced: false), CancellationToken.None);
        cluster.Fake.Workloads.AddPod("restored-member", "postgresql", "app=restored,sagaz.io/restored=member", "node-a");

        await Assert.ThrowsAsync<PreconditionException>(() => cluster.Store.RequireNoneAsync(CancellationToken.None));
        await cluster.Store.GiveUpAsync(cluster.Copies, CancellationToken.None);

        Assert.Null(await cluster.Store.ReadAsync(CancellationToken.None));
        Assert.DoesNotContain("restored-member", cluster.Restoring.PodsLeft);
    }

    [RequiresToolFact("kubectl")]
    public async Task A_cluster_that_lost_every_disk_gets_its_first_claim_back()
    {
        foreach (var claim in cluster.Fake.Objects.Below(ReplacedCluster.Claims).Select(claim => (string)claim["metadata"]!["name"]!))
            cluster.Fake.Objects.Delete($"{ReplacedCluster.Claims}/{claim}");

        await cluster.ReplaceAsync(cluster.Lead);

        Assert.Contains("make room | 0", cluster.Story);
        Assert.Equal(3, cluster.Fake.Objects.Below(ReplacedCluster.Claims).Count);
    }

    private static bool IsOfMembers(string line) => !line.StartsWith("pgbouncer", StringComparison.Ordinal) && !line.StartsWith("partition", StringComparison.Ordinal);

    private int Index(string what) => cluster.Story.Select((line, index) => (line, index)).First(entry => entry.line.StartsWith(what + " |", StringComparison.Ordinal)).index;

    private bool IsThere(string map) => cluster.Fake.Objects.Find($"{ReplacedCluster.Maps}/{map}") is not null;

    private int Restores() => cluster.Restoring.Programs.Count(line => line.EndsWith("--target-action=promote restore", StringComparison.Ordinal));

    private IReadOnlyList<string?> Uids() => [.. Enumerable.Range(0, 3).Select(n => cluster.UidOf($"{ReplacedCluster.Claims}/data-postgresql-{n}"))];

    private async Task InServiceAsync(IReadOnlyList<string?> claims)
    {
        Assert.Equal(claims, Uids());
        Assert.Equal((3, 2, false), (cluster.Replicas(SmallManifests.SetPath), cluster.Replicas(ReplacedCluster.RwPath), cluster.IsSuspended));
        Assert.True(IsThere("sagaz-leader"));
        Assert.Null(await cluster.Store.ReadAsync(CancellationToken.None));
        Assert.DoesNotContain(cluster.Restoring.PodsLeft, pod => pod.StartsWith("restored", StringComparison.Ordinal));
    }
}
