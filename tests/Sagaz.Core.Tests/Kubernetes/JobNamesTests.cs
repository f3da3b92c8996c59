using System.Text.Json.Nodes;
using Sagaz.Core.Kubernetes;

namespace Sagaz.Core.Tests.Kubernetes;

public sealed class JobNamesTests
{
    [Fact]
    public void The_same_job_has_the_same_name_and_another_one_another()
    {
        var first = NameOf("sagaz/migrator:1");

        Assert.Matches("^migrate-[0-9a-f]{10}$", first);
        Assert.Equal(first, NameOf("sagaz/migrator:1"));
        Assert.NotEqual(first, NameOf("sagaz/migrator:2"));
    }

    [Fact]
    public void Nothing_but_jobs_is_renamed_or_left_out()
    {
        var manifests = new ManifestSet("dev", [Object("CronJob", "partition-maintenance", "a"), Object("Job", "migrate", "a")]);

        Assert.Equal("partition-maintenance", JobNames.Apply(manifests).Objects[0].Name);
        Assert.Equal(["partition-maintenance"], JobNames.Without(manifests).Objects.Select(item => item.Name));
        Assert.Equal("migrate", manifests.Objects[1].Name);
    }

    private static string NameOf(string image) => JobNames.Apply(new ManifestSet("dev", [Object("Job", "migrate", image)])).Objects[0].Name;

    private static ManifestObject Object(string kind, string name, string image) => new(new JsonObject
    {
        ["apiVersion"] = "batch/v1",
        ["kind"] = kind,
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = new JsonObject { ["template"] = new JsonObject { ["image"] = image } },
    });
}
