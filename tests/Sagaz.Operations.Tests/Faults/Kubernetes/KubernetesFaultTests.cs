using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Operations.Faults;

namespace Sagaz.Operations.Tests.Faults.Kubernetes;

/// <summary>Faults through a fake API server on a real socket, and their heal by whoever comes next.</summary>
public sealed class KubernetesFaultTests : IAsyncLifetime
{
    private const string Policies = "/apis/networking.k8s.io/v1/namespaces/sagaz/networkpolicies";
    private const string Denial = Policies + "/fault-partition-member-postgresql-0";
    private FaultHarness harness = null!;

    public async Task InitializeAsync() => harness = await FaultHarness.StartAsync();

    public async Task DisposeAsync() => await harness.DisposeAsync();

    [Fact(Timeout = 60_000)]
    public async Task Every_verb_is_offered_or_it_is_said_why_not()
    {
        var offer = (await harness.OpenAsync()).Offer;

        Assert.Equal(FaultVerbs.All.Select(verb => verb.Name).Order(), offer.Names.Concat(offer.Without.Keys).Order());
        Assert.Contains("delete-pod", offer.Names);
        Assert.Contains("Kubernetes API", offer.WhyNot("kill-store"), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_fault_that_is_not_for_pods_is_refused_with_its_reason_and_leaves_no_record()
    {
        var faults = await harness.OpenAsync();

        var refused = await Assert.ThrowsAsync<PreconditionException>(() => faults.BreakAsync("skew-clock", "postgresql-1", CancellationToken.None));

        Assert.Contains("There is no fault 'skew-clock' here: containers share their node's clock", refused.Sentence, StringComparison.Ordinal);
        Assert.Empty(harness.Records);
    }

    [Fact(Timeout = 60_000)]
    public async Task Another_machine_heals_what_a_killed_run_left_broken()
    {
        var killed = await harness.OpenAsync();
        await killed.BreakAsync("drain-node", "postgresql-0", CancellationToken.None);
        await killed.BreakAsync("partition-member", "postgresql-2", CancellationToken.None);
        var (cordoned, records) = ((bool?)harness.Find(FaultHarness.NodeA)!["spec"]!["unschedulable"], harness.Records);

        var healed = await (await harness.OpenAsync()).HealAllAsync(CancellationToken.None);

        Assert.True(cordoned);
        Assert.Equal(["fault-drain-node-postgresql-0", "fault-partition-member-postgresql-2"], records);
        Assert.Equal(["drain-node of postgresql-0", "partition-member of postgresql-2"], healed.Select(record => record.ToString()));
        Assert.Null(harness.Find(FaultHarness.NodeA)!["spec"]!["unschedulable"]);
        Assert.Empty(harness.Find(FaultHarness.NodeA)!["metadata"]!["labels"]!.AsObject());
        Assert.Empty(harness.Fake.Objects.Below(Policies));
        Assert.Null(harness.Find(FaultHarness.PodPath + "postgresql-2")!["metadata"]!["labels"]!["sagaz.io/cut-off"]);
        Assert.Empty(harness.Records);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_member_is_cut_off_by_a_policy_that_allows_nothing_and_by_its_label()
    {
        harness.Fake.Objects.Put(Policies + "/postgresql", Policy("""{"matchLabels": {"app": "postgresql"}, "matchExpressions": [{"key": "sagaz.io/cut-off", "operator": "DoesNotExist"}]}"""));
        var faults = await harness.OpenAsync();

        await faults.BreakAsync("partition-member", "postgresql-0", CancellationToken.None);

        var spec = harness.Find(Denial)!["spec"]!;
        Assert.Equal("postgresql-0", (string?)spec["podSelector"]!["matchLabels"]!["statefulset.kubernetes.io/pod-name"]);
        Assert.Equal(2, spec["policyTypes"]!.AsArray().Count);
        Assert.Null(spec["ingress"] ?? spec["egress"]);
        Assert.Equal("partition-member", (string?)harness.Find(Denial)!["metadata"]!["labels"]!["sagaz.io/fault"]);
        Assert.Equal("true", (string?)harness.Find(FaultHarness.PodPath + "postgresql-0")!["metadata"]!["labels"]!["sagaz.io/cut-off"]);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_member_that_somebodys_policy_would_still_let_through_is_not_cut_off()
    {
        harness.Fake.Objects.Put(Policies + "/postgresql", Policy("""{"matchLabels": {"app": "postgresql"}}"""));
        var faults = await harness.OpenAsync();

        var refused = await Assert.ThrowsAsync<OperationFailedException>(() => faults.BreakAsync("partition-member", "postgresql-0", CancellationToken.None));

        Assert.Contains("could still be reached by postgresql", refused.Sentence, StringComparison.Ordinal);
        Assert.Null(harness.Find(Denial));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_deleted_pod_has_the_time_that_it_asks_for()
    {
        var faults = await harness.OpenAsync();

        await faults.BreakAsync("delete-pod", "postgresql-0", CancellationToken.None);

        Assert.Null(harness.Find(FaultHarness.PodPath + "postgresql-0"));
        Assert.Contains("DELETE /api/v1/namespaces/sagaz/pods/postgresql-0", harness.Fake.Asked);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_killed_member_is_one_whose_container_has_ended_whatever_the_connection_says()
    {
        harness.Fake.Programs.Instead = exec =>
        {
            Restart(exec.Pod, "postgresql");
            return (0, "");
        };
        harness.Fake.Programs.IsCutAtTheEnd = true;
        var faults = await harness.OpenAsync();

        await faults.BreakAsync("kill-member", "postgresql-0", CancellationToken.None);

        var run = Assert.Single(harness.Fake.Programs.Run);
        Assert.Equal(("postgresql-0", "postgresql"), (run.Pod, run.Container));
        Assert.Equal("KILL", run.Command[^1]);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_killed_pooler_is_one_of_the_pools_pods()
    {
        harness.Fake.Programs.Instead = exec =>
        {
            Restart(exec.Pod, "pgbouncer");
            return (137, "");
        };
        var faults = await harness.OpenAsync();

        await faults.BreakAsync("kill-pool", "pgbouncer-rw", CancellationToken.None);

        Assert.StartsWith("pgbouncer-rw-", Assert.Single(harness.Fake.Programs.Run).Pod, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_frozen_member_is_let_go_by_whoever_heals()
    {
        await (await harness.OpenAsync()).BreakAsync("freeze-postgres", "postgresql-1", CancellationToken.None);

        await (await harness.OpenAsync()).HealAllAsync(CancellationToken.None);

        Assert.Equal(["STOP", "CONT"], harness.Fake.Programs.Run.Select(run => run.Command[^1]));
    }

    [Fact(Timeout = 60_000)]
    public async Task Nothing_is_broken_where_a_right_to_heal_it_is_missing()
    {
        harness.Fake.Denied.Add("patch nodes");
        var faults = await harness.OpenAsync();

        var refused = await Assert.ThrowsAsync<PreconditionException>(() => faults.BreakAsync("drain-node", "postgresql-0", CancellationToken.None));

        Assert.Contains("patch nodes", refused.Sentence, StringComparison.Ordinal);
        Assert.Null(harness.Find(FaultHarness.NodeA)!["spec"]!["unschedulable"]);
        Assert.Empty(harness.Fake.Evictions.Asked);
    }

    private void Restart(string pod, string container) =>
        harness.Fake.Workloads.AddPod(pod, container, container == "postgresql" ? "app=postgresql" : "app=pgbouncer,pool-type=write", "node-a", "containerd://2");

    private static JsonObject Policy(string selector) => JsonNode.Parse($$$"""
        {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "postgresql", "namespace": "sagaz"},
         "spec": {"podSelector": {{{selector}}}, "policyTypes": ["Ingress"], "ingress": [{"ports": [{"port": 5432}]}]}}
        """)!.AsObject();
}
