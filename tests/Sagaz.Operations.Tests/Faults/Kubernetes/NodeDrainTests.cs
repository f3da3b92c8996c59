using Sagaz.Core.Errors;
using Sagaz.Operations.Faults.Kubernetes;
using Sagaz.Operations.Tests.Processes;

namespace Sagaz.Operations.Tests.Faults.Kubernetes;

/// <summary>A drain against disruption budgets that refuse (429), then allow, or never do.</summary>
public sealed class NodeDrainTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private FaultHarness harness = null!;
    private NodeDrain drain = null!;

    public async Task InitializeAsync()
    {
        harness = await FaultHarness.StartAsync();
        drain = new NodeDrain(new KubernetesSite(await harness.OpenRuntimeAsync(folder.Path), harness.Log), TimeSpan.FromSeconds(3));
    }

    public async Task DisposeAsync()
    {
        await harness.DisposeAsync();
    }

    public void Dispose() => folder.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task What_a_budget_keeps_at_first_goes_when_it_allows_it_and_the_member_goes_first()
    {
        var refusals = 1;
        harness.Fake.Evictions.Keeps = pod => pod == "postgresql-1" && Interlocked.Decrement(ref refusals) >= 0;

        await drain.DrainAsync("postgresql-0", CancellationToken.None);

        var asked = harness.Fake.Evictions.Asked.ToList();
        Assert.Equal("postgresql-0 201", asked[0]);
        Assert.Equal(["pgbouncer-rw-a 201", "postgresql-0 201", "postgresql-1 201", "postgresql-1 429"], asked.Order(StringComparer.Ordinal));
        Assert.True((bool?)harness.Find(FaultHarness.NodeA)!["spec"]!["unschedulable"]);
        Assert.NotNull(harness.Find(FaultHarness.PodPath + "postgresql-2"));
    }

    [Fact(Timeout = 60_000)]
    public async Task What_a_budget_keeps_for_good_stays_and_it_is_said()
    {
        harness.Fake.Evictions.Keeps = pod => pod == "postgresql-1";

        await drain.DrainAsync("postgresql-0", CancellationToken.None);

        Assert.NotNull(harness.Find(FaultHarness.PodPath + "postgresql-1"));
        Assert.Contains(harness.Log.Lines, line => line.Contains("the drain leaves it there", StringComparison.Ordinal) && line.Contains("disruption budget", StringComparison.Ordinal));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_member_that_its_budget_keeps_is_no_drain_and_its_node_is_opened_again()
    {
        harness.Fake.Evictions.Keeps = _ => true;

        var kept = await Assert.ThrowsAsync<DeadlinePassedException>(() => drain.DrainAsync("postgresql-0", CancellationToken.None));
        await drain.UncordonAsync("postgresql-0", CancellationToken.None);

        Assert.Contains("disruption budget", kept.Sentence, StringComparison.Ordinal);
        Assert.Null(harness.Find(FaultHarness.NodeA)!["spec"]!["unschedulable"]);
        Assert.DoesNotContain("pgbouncer-rw-a", string.Join(' ', harness.Fake.Evictions.Asked), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_node_that_somebody_else_cordoned_is_neither_drained_nor_opened()
    {
        var node = harness.Find(FaultHarness.NodeA)!;
        node["spec"]!["unschedulable"] = true;
        harness.Fake.Objects.Put(FaultHarness.NodeA, node);

        var refused = await Assert.ThrowsAsync<PreconditionException>(() => drain.DrainAsync("postgresql-0", CancellationToken.None));
        await drain.UncordonAsync("postgresql-0", CancellationToken.None);

        Assert.Contains("cordoned already", refused.Sentence, StringComparison.Ordinal);
        Assert.True((bool?)harness.Find(FaultHarness.NodeA)!["spec"]!["unschedulable"]);
        Assert.Empty(harness.Fake.Evictions.Asked);
    }
}
