using Sagaz.Integration.Tests.Kubernetes.Cluster;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Kubernetes;

/// <summary>Targets of build.sh against a Kubernetes whose pods really run, confined as the manifests say.</summary>
[OnCompose]
public sealed partial class KubernetesClusterTests(DeployedCluster deployed) : IClassFixture<DeployedCluster>
{
    private const string AsksFor =
        $$"""
        import ssl, sys, urllib.error, urllib.request
        account = '{{PodVolumes.AccountFolder}}/'
        request = urllib.request.Request('https://{{ClusterServices.ApiName}}/api/v1/namespaces/sagaz/' + sys.argv[1], headers={'Authorization': 'Bearer ' + open(account + 'token').read()})
        try:
            print(urllib.request.urlopen(request, context=ssl.create_default_context(cafile=account + 'ca.crt')).status)
        except urllib.error.HTTPError as refused:
            print(refused.code)
        """;

    private static readonly string[] Members = ["postgresql-0", "postgresql-1", "postgresql-2"];

    private ClusterInEngine Cluster => deployed.Cluster;

    [ClusterFact]
    public async Task A_deployment_is_proved_and_the_same_again_changes_nothing()
    {
        deployed.Deployment.Exits(0).Says(
            "3 of 3 images are on the node", "Secret passwords made", "Nothing to do: all 6 migrations are applied.", "gate 'exactly-one-leader' passed", "gate 'schema-drift' passed", "revision 1");
        var job = Assert.Single(Cluster.Pods("app.kubernetes.io/name", "migrate"));
        (await Cluster.LogAsync(job)).Says("6 of 6 migrations applied").NeverSays(Cluster.Secret("passwords", "sagaz_owner"));
        var before = deployed.Identities();

        var again = await deployed.BuildAsync("DeployK8s");

        again.Exits(0).Says("nothing changed", "Differences: 0").NeverSays("made");
        Assert.Equal(before, deployed.Identities());
        (await deployed.BuildAsync("StatusK8s", "Status")).Exits(0).Says("revision 1: good", "ready  postgresql has 3 of 3 pods ready", "quorum_standby  streaming", "up, 2 poolers");
    }

    [ClusterFact]
    public async Task Pods_are_confined_as_the_manifests_say_and_their_accounts_may_no_more_than_Patroni_needs()
    {
        foreach (var member in Members)
        {
            (await Cluster.ExecAsync(member, "sh", "-c", "id -u; id -g; grep CapEff /proc/self/status; touch /written || echo read-only")).Exits(0)
                .Says("10001", "CapEff:\t0000000000000000", "read-only");
        }
        // As docs/kubernetes.md has people do it.
        (await Cluster.ExecAsync(Members[0], "psql", "-U", "postgres", "-Atc", "SELECT 'socket of ' || current_user")).Exits(0).Says("socket of postgres");
        var leader = Assert.Single(Cluster.Pods("sagaz.io/role", "primary"));
        (await Cluster.ExecAsync(leader, "psql", "-U", "postgres", "-Atc", "SELECT bool_and(ssl) FROM pg_stat_ssl JOIN pg_stat_replication USING (pid)")).Exits(0).Says("t");
        (await Cluster.ExecAsync(Members[0], "patronictl", "-c", "/run/patroni", "list")).Exits(0).Says("postgresql-2.postgresql-headless");
        // The account's token reads ConfigMaps and no Secret.
        (await Cluster.ExecAsync(Members[0], "python3", "-c", AsksFor, "configmaps/sagaz-leader")).Exits(0).Says("200");
        (await Cluster.ExecAsync(Members[0], "python3", "-c", AsksFor, "secrets/passwords")).Exits(0).Says("403");
    }

    [ClusterFact]
    public async Task Members_hand_over_come_and_go_and_each_time_the_cluster_is_proved()
    {
        if (Cluster.Pods("sagaz.io/role", "primary") is not ["postgresql-2"])
            (await deployed.BuildAsync("Switchover", "--to", "postgresql-2")).Says("hands the lead to postgresql-2", "gate 'switchover-errors' passed");

        // The leader is on the pod that goes.
        (await deployed.BuildAsync("ScaleK8s", "--replicas", "2", "--purge", "--yes")).Exits(0).Says("postgresql-2 is to go and leads", "from 3 to 2 pods");
        Assert.Equal(["postgresql-0", "postgresql-1"], Cluster.Pods("app", "postgresql"));
        (await deployed.BuildAsync("ScaleK8s", "--replicas", "3")).Exits(0).Says("from 2 to 3 pods");

        (await deployed.BuildAsync("VerifyReplication")).Exits(0).Says("gate 'replica-count' passed", "gate 'read-only-pool-on-replicas' passed");
    }

    [ClusterTheory]
    [InlineData("postmaster-killed")]
    [InlineData("leader-pod-deleted")]
    [InlineData("leader-disk-full")]
    public async Task Nothing_acknowledged_is_lost(string scenario)
    {
        var verified = await deployed.BuildAsync("VerifyFailover", "--scenario", scenario, "--rounds", "1");

        // How long it took on this machine now is the gates' business; what was kept is the test's.
        Assert.True(verified.ExitCode is 0 or 2, $"{verified}");
        foreach (var gate in new[] { "lost", "orphans", "unexpected", "published-twice", "order", "unpublished" })
            verified.Says($"gate 'ledger-{gate}-{scenario}' passed");
    }

    [ClusterFact]
    public async Task Every_pooler_of_a_pool_gets_its_size()
    {
        (await deployed.BuildAsync("SetPool", "--pool", "rw", "--size", "12")).Exits(0).Says("pods of pgbouncer-rw that start later begin with the size of");
        foreach (var pooler in Cluster.Pods("pool-type", "write"))
            Assert.Equal("12", await ShowAsync(pooler, 6432, "default_pool_size"));

    }

    [ClusterFact]
    public async Task A_pooler_that_is_told_to_end_does_so_once_its_clients_are_gone_and_another_one_comes()
    {
        var before = Cluster.Pods("pool-type", "write");

        Cluster.Fake.Objects.Delete("/api/v1/namespaces/sagaz/pods/" + before[0]);

        await Eventually.HoldsAsync("another pooler took its place", Deadlines.Healed, () =>
            Task.FromResult(Cluster.Pods("pool-type", "write") is [_, _] now && !now.Contains(before[0]) ? null : string.Join(", ", Cluster.Pods("pool-type", "write"))));
        (await deployed.BuildAsync("Psql", "--command", "SELECT 'reached as ' || current_user")).Exits(0).Says("reached as");
    }

    [ClusterFact]
    public async Task A_replicas_server_stands_still_and_goes_on()
    {
        var replica = Cluster.Pods("sagaz.io/role", "replica")[0];

        (await deployed.BuildAsync("InjectFault", "--fault", "freeze-postgres", "--member", replica, "--hold", "1", "--yes")).Exits(0).Says("healed");
    }

    /// <summary>A setting of one pooler, asked on its own console.</summary>
    private async Task<string> ShowAsync(string pooler, int port, string setting)
    {
        var password = Cluster.Secret("passwords", "sagaz_stats");
        var told = await Cluster.ExecAsync(
            Members[0], "env", "PGPASSWORD=" + password, "psql", "-AtF,", $"host={Cluster.AddressOf(pooler)} port={port} user=sagaz_stats dbname=pgbouncer sslmode=require", "-c", "SHOW CONFIG");
        return told.Exits(0).Output.Split('\n').Select(line => line.Split(',')).Single(parts => parts[0] == setting)[1];
    }
}
