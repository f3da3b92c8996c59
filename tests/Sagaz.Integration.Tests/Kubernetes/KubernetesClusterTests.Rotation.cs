using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Kubernetes.Cluster;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Kubernetes;

public sealed partial class KubernetesClusterTests
{
    [ClusterFact]
    public async Task A_change_of_passwords_that_was_killed_is_gone_on_with_from_another_machine_and_the_first_one_follows()
    {
        var former = Cluster.Secret("passwords", "sagaz_app");
        using (var run = deployed.Start("RotateSecrets"))
        {
            await Eventually.HoldsAsync("new passwords are in the Secret", Deadlines.Build, () => Task.FromResult(Cluster.Secret("passwords", "sagaz_app") != former ? null : "the old ones"));
            run.Kill();
            Assert.NotEqual(0, (await run.EndAsync(Deadlines.Program)).ExitCode);
        }
        DeployedCluster.LeaveMachine();

        var rotated = await deployed.BuildAsync("RotateSecrets");

        rotated.Exits(0).Says("Secret passwords renewed", "gate 'rotation-errors' passed", "gate 'rotation-new-passwords' passed", "gate 'rotation-old-passwords' passed");
        var password = Cluster.Secret("passwords", "sagaz_app");
        rotated.NeverSays(password, former, Cluster.Secret("passwords", "postgres"));
        foreach (var pooler in Cluster.Pods("app", "pgbouncer"))
        {
            Assert.Equal("1", (await LogInAsync(pooler, password)).Exits(0).Output.Trim());
            Assert.NotEqual(0, (await LogInAsync(pooler, former)).ExitCode);
        }
        foreach (var member in Members)
            Assert.Equal(Cluster.Secret("passwords", "replicator"), (await Cluster.ExecAsync(member, "cat", "/etc/sagaz/secrets/replicator")).Exits(0).Output.Trim());

        DeployedCluster.ComeBackToMachine();
        (await deployed.BuildAsync("VerifyReplication")).Exits(0).Says("gate 'replica-count' passed");
    }

    [ClusterFact]
    public async Task Every_certificate_changes_and_each_pod_shows_its_new_one()
    {
        var former = Cluster.Secret("tls-postgresql", "tls.crt");

        (await deployed.BuildAsync("RotateCertificates")).Exits(0).Says("gate 'rotation-errors' passed", "gate 'rotation-certificates' passed");

        Assert.NotEqual(former, Cluster.Secret("tls-postgresql", "tls.crt"));
        foreach (var member in Members)
            Assert.Equal(Cluster.Secret("tls-postgresql", "tls.crt").Trim(), (await Cluster.ExecAsync(member, "cat", "/etc/sagaz/tls/tls.crt")).Exits(0).Output.Trim());
        (await deployed.BuildAsync("Status")).Exits(0).Says("up, 2 poolers");
    }

    private Task<ProgramResult> LogInAsync(string pooler, string password) => Cluster.ExecAsync(
        Members[0], "env", "PGPASSWORD=" + password, "psql", "-At",
        $"host={Cluster.AddressOf(pooler)} port={(Cluster.Pods("pool-type", "write").Contains(pooler) ? 6432 : 6433)} user=sagaz_app dbname=sagaz sslmode=require", "-c", "SELECT 1");
}
