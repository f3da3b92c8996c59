using System.Text.Json.Nodes;
using Sagaz.Core.Failover;
using Sagaz.Operations.Runtimes.Kubernetes;
using Sagaz.Operations.Tests.Faults.Kubernetes;
using Sagaz.Operations.Tests.Processes;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes;

/// <summary>What an outage is made of in Kubernetes is read from the cluster, and where its Service leads too.</summary>
public sealed class KubernetesClockworkTests : IAsyncLifetime, IDisposable
{
    private static readonly Clockwork Patroni = new()
    {
        Ttl = TimeSpan.FromSeconds(20),
        LoopWait = TimeSpan.FromSeconds(1),
        RetryTimeout = TimeSpan.FromSeconds(4),
        SupervisorRestart = TimeSpan.FromSeconds(300),
    };

    private readonly TemporaryFolder folder = new();
    private FaultHarness harness = null!;
    private KubernetesRuntime runtime = null!;

    public async Task InitializeAsync()
    {
        harness = await FaultHarness.StartAsync();
        runtime = await harness.OpenRuntimeAsync(folder.Path);
    }

    public async Task DisposeAsync() => await harness.DisposeAsync();

    public void Dispose() => folder.Dispose();

    [Theory(Timeout = 60_000)]
    [InlineData(2)]
    [InlineData(7)]
    public async Task Writers_are_led_by_Patronis_round_the_readiness_probe_and_the_Service(int period)
    {
        harness.Fake.Objects.Put(SmallManifests.SetPath, JsonNode.Parse($$$$"""
            {"apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": {"name": "postgresql", "namespace": "sagaz"},
             "spec": {"template": {"spec": {"containers": [{"name": "postgresql", "readinessProbe": {"periodSeconds": {{{{period}}}} }, "livenessProbe": {"periodSeconds": {{{{period}}}}, "failureThreshold": 2, "terminationGracePeriodSeconds": 9} } ] } } } }
            """)!.AsObject());

        var clockwork = await runtime.ReadClockworkAsync(Patroni, CancellationToken.None);

        Assert.Equal([1.0, period, 1, 3], clockwork.LeadTo.Select(part => part.Longest.TotalSeconds));
        Assert.Contains("readinessProbe", clockwork.LeadTo[1].Name, StringComparison.Ordinal);
        Assert.Equal(runtime.RestartsWithin, Patroni.SupervisorRestart);
        Assert.NotNull(clockwork.PastPooler);
        Assert.Equal([2.0 * period, 9 + 2], clockwork.PastFrozenServer.Select(part => part.Longest.TotalSeconds));
    }

    [Fact]
    public void Limits_are_wider_by_Patronis_round_and_by_what_the_Service_takes()
    {
        var settings = YamlObjects.Parse(File.ReadAllText(RepositoryRoot.Of("deploy", "k8s", "base", "postgresql", "patroni.yml")))[0].Json;
        var loopWait = (int)settings["bootstrap"]!["dcs"]!["loop_wait"]!;

        Assert.Equal(TimeSpan.FromSeconds(loopWait + 1), ((Operations.Runtimes.IClusterRuntime)runtime).LeadFollows);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_Service_leads_to_the_ready_pod_with_the_leaders_label_or_nowhere()
    {
        var before = await runtime.FindPrimaryAsync(CancellationToken.None);

        harness.Fake.Objects.Delete(FaultHarness.PodPath + "postgresql-0");

        Assert.Equal("postgresql-0", before);
        Assert.Null(await runtime.FindPrimaryAsync(CancellationToken.None));
    }
}
