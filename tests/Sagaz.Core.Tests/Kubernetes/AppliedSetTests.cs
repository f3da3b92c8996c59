using System.Text.Json.Nodes;
using Sagaz.Core.Kubernetes;

namespace Sagaz.Core.Tests.Kubernetes;

public sealed class AppliedSetTests
{
    private static readonly ObjectReference Map = new("v1", "ConfigMap", "sagaz", "patroni-a");
    private static readonly ObjectReference Pool = new("apps/v1", "Deployment", "sagaz", "pgbouncer-rw");

    [Fact]
    public void What_is_marked_and_not_wanted_is_superfluous()
    {
        Assert.Equal([Map], AppliedSet.Superfluous([Map, Pool], [Pool with { ApiVersion = "apps/v2" }]));
    }

    [Theory]
    [InlineData("v1", "Secret")]
    [InlineData("v1", "PersistentVolumeClaim")]
    [InlineData("v1", "Namespace")]
    [InlineData("apps/v1", "StatefulSet")]
    public void What_holds_data_never_is(string apiVersion, string kind)
    {
        Assert.Empty(AppliedSet.Superfluous([new ObjectReference(apiVersion, kind, "sagaz", "x")], []));
        Assert.Empty(AppliedSet.KindsOf([new ObjectReference(apiVersion, kind, "sagaz", "x")]));
    }

    [Fact]
    public void Kinds_are_named_with_their_group_and_marks_leave_the_original_alone()
    {
        var original = new ManifestSet("dev", [Object(Pool), Object(Map)]);

        var marked = AppliedSet.Mark(original, "set-1");

        Assert.Equal(["ConfigMap", "Deployment.apps"], AppliedSet.KindsOf(marked.Objects.Select(item => item.Reference)));
        Assert.All(marked.Objects, item => Assert.Equal("set-1", item.Labels[AppliedSet.PartOfLabel]));
        Assert.All(original.Objects, item => Assert.Empty(item.Labels));
    }

    [Fact]
    public void Waves_bring_members_before_poolers_and_both_before_jobs()
    {
        ObjectReference[] objects =
        [
            new("batch/v1", "CronJob", "sagaz", "partition-maintenance"), new("batch/v1", "Job", "sagaz", "load-test"), new("batch/v1", "Job", "sagaz", "migrate-1f0c44d0a9"), Pool, new("apps/v1", "StatefulSet", "sagaz", "postgresql"), new("apps/v1", "Deployment", "sagaz", "backup-repository"),
            new("policy/v1", "PodDisruptionBudget", "sagaz", "pgbouncer-rw"), Map, new("v1", "Namespace", null, "sagaz"), new("v1", "Service", "sagaz", "postgres-primary"),
        ];

        var waves = DeploymentWaves.Of(new ManifestSet("dev", [.. objects.Select(Object)]));

        Assert.Equal(
            ["Namespace: sagaz", "Foundation: patroni-a", "Backups: backup-repository", "Database: postgresql postgres-primary", "Pools: pgbouncer-rw pgbouncer-rw", "Schema: migrate-1f0c44d0a9", "Upkeep: partition-maintenance load-test"],
            waves.Select(wave => $"{wave.Wave}: {string.Join(' ', wave.Objects.Select(item => item.Name))}"));
    }

    [Theory]
    [InlineData("sagaz/postgres:0.1.0", "sagaz/postgres", "0.1.0", false, true)]
    [InlineData("registry:5000/sagaz/postgres", "registry:5000/sagaz/postgres", null, false, false)]
    [InlineData("sagaz/postgres:latest", "sagaz/postgres", "latest", false, false)]
    [InlineData("r/sagaz/postgres:1@sha256:0000000000000000000000000000000000000000000000000000000000000000", "r/sagaz/postgres", "1", true, true)]
    public void Image_names_are_taken_apart(string text, string name, string? tag, bool isPinned, bool isDefinite)
    {
        var image = ImageReference.Parse(text);

        Assert.Equal((name, tag, isPinned, isDefinite), (image.Name, image.Tag, image.IsPinned, image.IsDefinite));
        Assert.Equal(text, image.ToString());
    }

    [Theory]
    [InlineData("1", "29", true)]
    [InlineData("1", "36+", true)]
    [InlineData("1", "28", false)]
    [InlineData("2", "0", false)]
    [InlineData("", "", false)]
    public void Only_servers_that_are_new_enough_will_do(string major, string minor, bool isFine)
    {
        Assert.Equal(isFine, SupportedVersions.Objection(major, minor) is null);
    }

    [Theory]
    [InlineData("NetworkPolicy", "networkpolicies")]
    [InlineData("StatefulSet", "statefulsets")]
    [InlineData("StorageClass", "storageclasses")]
    [InlineData("Service", "services")]
    public void Plurals_are_regular(string kind, string plural)
    {
        Assert.Equal(plural, NeededRight.Plural(kind));
    }

    private static ManifestObject Object(ObjectReference reference) => new(new JsonObject
    {
        ["apiVersion"] = reference.ApiVersion,
        ["kind"] = reference.Kind,
        ["metadata"] = new JsonObject { ["name"] = reference.Name, ["namespace"] = reference.Namespace },
    });
}
