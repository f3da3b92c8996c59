using Sagaz.Integration.Tests.Kubernetes.Cluster;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Kubernetes;

/// <summary>The targets of build.sh against a Kubernetes whose pods really run.</summary>
[OnCompose]
public sealed class KubernetesClusterTests
{
    [ClusterFact]
    public async Task A_first_deployment_is_proved_and_the_same_again_changes_nothing()
    {
        await using var cluster = await ClusterInEngine.StartAsync();

        var first = await cluster.BuildAsync("dev", "6500", "DeployK8s");
        File.WriteAllText("/tmp/deploy1.log", first.ToString());
        first.Exits(0);
        var second = await cluster.BuildAsync("dev", "6500", "DeployK8s");
        File.WriteAllText("/tmp/deploy2.log", second.ToString());
        second.Exits(0).Says("nothing changed");
    }
}
