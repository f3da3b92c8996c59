using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Compose;

/// <summary>What watches a cluster sees the same in Docker Compose.</summary>
[OnCompose, Collection(SharedComposeGroup.Name)]
public sealed class MonitoringOnComposeTests(SharedComposeCluster shared) : MonitoringScenarios(shared)
{
    [ClusterFact]
    public async Task No_log_and_no_container_shows_a_password_of_an_exporter()
    {
        var passwords = Cluster.Passwords.Values.ToList();

        foreach (var service in new[] { "postgres-0-exporter", "pgbouncer-rw-exporter", "prometheus" })
        {
            var logs = (await Cluster.RunAsync("Logs", "--member", service)).Exits(0).Output;
            var container = Containers.Docker("inspect", Cluster.Container(service));
            var processes = Containers.Docker("top", Cluster.Container(service), "-eo", "pid,args");
            Assert.DoesNotContain(passwords, password => (logs + container + processes).Contains(password, StringComparison.Ordinal));
            Assert.Contains(service == "prometheus" ? "prometheus" : "exporter", processes, StringComparison.Ordinal);
        }
    }
}
