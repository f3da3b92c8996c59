using Sagaz.Core.Kubernetes;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes;

/// <summary>NetworkPolicies allow what docs/kubernetes.md says, and nothing else.</summary>
public sealed class NetworkFlowTests
{
    private static readonly string[] Environments = ["dev", "staging", "prod"];

    [RequiresToolFact("kubectl")]
    public async Task Prod_allows_exactly_the_documented_flows()
    {
        Assert.Equal(Documented().Order(StringComparer.Ordinal), NetworkFlow.Of(await Rendered.Of("prod")).Select(flow => flow.ToString()));
    }

    [RequiresToolFact("kubectl")]
    public async Task The_others_allow_less_and_every_environment_denies_what_is_not_named()
    {
        foreach (var environment in Environments)
        {
            var manifests = await Rendered.Of(environment);
            var deny = manifests.Find("NetworkPolicy", "default-deny")!.Json["spec"]!;

            Assert.Empty(NetworkFlow.Of(manifests).Select(flow => flow.ToString()).Except(Documented()));
            Assert.Equal("*", LabelSelector.ToText(deny["podSelector"]));
            Assert.Equal(2, deny["policyTypes"]!.AsArray().Count);
        }
    }

    [RequiresToolFact("kubectl")]
    public async Task A_member_that_is_cut_off_may_be_reached_by_nothing()
    {
        foreach (var environment in Environments)
        {
            var manifests = await Rendered.Of(environment);
            var labels = new Dictionary<string, string>(manifests.Find("StatefulSet", "postgresql")!.PodLabels) { ["sagaz.io/role"] = "primary" };

            Assert.Empty(NetworkIsolation.StillOpen(manifests.Of("NetworkPolicy").Select(policy => policy.Json), labels));
        }
    }

    [RequiresToolFact("kubectl")]
    public async Task A_rule_too_many_is_seen()
    {
        var opened = (await Rendered.Of("prod")).With(item =>
        {
            if (item is { Kind: "NetworkPolicy", Name: "pgbouncer-rw" })
                item.Json["spec"]!["ingress"]![0]!.AsObject().Remove("from");
            return item;
        });

        Assert.Contains("| app=pgbouncer, pool-type=write | in | anywhere | TCP 6432 |", NetworkFlow.Of(opened).Select(flow => flow.ToString()).Except(Documented()));
    }

    private static IEnumerable<string> Documented() => File.ReadAllText(RepositoryRoot.Of("docs", "kubernetes.md")).Split("| pods | direction | peer | port |")[1]
        .Split('\n').Skip(2).TakeWhile(line => line.StartsWith('|'));
}
