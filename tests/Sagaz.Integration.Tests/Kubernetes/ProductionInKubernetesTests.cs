using System.Globalization;
using Sagaz.Integration.Tests.Kubernetes.Cluster;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Kubernetes;

/// <summary>Production as it is deployed, backed up, brought back and removed, in a Kubernetes whose pods really run.</summary>
[OnCompose]
public sealed class ProductionInKubernetesTests(ProductionCluster production) : IClassFixture<ProductionCluster>
{
    private ClusterInEngine Cluster => production.Cluster;

    [CleanTreeFact]
    public async Task A_deployment_with_secrets_that_somebody_brought_is_backed_up_and_its_backup_proved()
    {
        production.Deployment.Exits(0).Says("Secret authority made", "is deployed: revision 1").NeverSays("Secret passwords made");

        (await production.BuildAsync("Backup")).Exits(0).Says("gate 'backup-age' passed");
        (await production.BuildAsync("VerifyBackup")).Exits(0).Says("gate 'restore-missing' passed", "gate 'restore-amcheck' passed");
    }

    [CleanTreeFact]
    public async Task A_backup_brings_a_moment_back_into_the_cluster()
    {
        production.Deployment.Exits(0);
        (await production.BuildAsync("Backup")).Exits(0);
        await TellAsync("CREATE TABLE public.kept AS SELECT 1 AS n");
        var moment = DateTimeOffset.Parse(await TellAsync("SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"), CultureInfo.InvariantCulture);
        await TellAsync("INSERT INTO public.kept VALUES (2)");

        var before = Claims();
        var restored = await production.BuildAsync("RestoreBackup", "--to-time", moment.ToString("O", CultureInfo.InvariantCulture), "--yes");

        restored.Exits(0).Says("what was there before: claim data-postgresql-0", "gate 'exactly-one-leader' passed", "gate 'replica-count' passed");
        Assert.Equal("1", await TellAsync("SELECT string_agg(n::text, ',') FROM public.kept"));
        // The first member's volume holds what it had; the others cloned it into new ones.
        Assert.Equal([true, false, false], Claims().Zip(before, (now, then) => now == then));
        (await Cluster.ExecAsync("postgresql-0", "test", "-e", "/var/lib/postgresql/data.before-restore/PG_VERSION")).Exits(0);
        (await production.BuildAsync("DeployK8s", "--confirm", "prod", "--images-by-tag")).Exits(0).Says("nothing changed");
    }

    /// <summary>What tells the members' claims from others of the same name.</summary>
    private IReadOnlyList<string> Claims() =>
        [.. Enumerable.Range(0, 3).Select(n => Cluster.Fake.Objects.Find($"/api/v1/namespaces/sagaz/persistentvolumeclaims/data-postgresql-{n}")!["metadata"]!["uid"]!.ToString())];

    /// <summary>Asks the leader.</summary>
    private async Task<string> TellAsync(string statement)
    {
        var leader = Assert.Single(Cluster.Pods("sagaz.io/role", "primary"));
        return (await Cluster.ExecAsync(leader, "psql", "-U", "postgres", "-Atqc", statement)).Exits(0).Output.Trim();
    }
}
