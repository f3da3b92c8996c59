using Sagaz.Core.Load;
using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Compose;

/// <summary>A load of containers, whose newer PgBouncer keeps prepared statements.</summary>
[OnCompose, Collection(SharedComposeGroup.Name)]
public sealed class LoadTestOnComposeTests(SharedComposeCluster shared)
{
    [ClusterFact]
    public async Task A_load_runs_in_Compose_without_an_error()
    {
        var cluster = shared.Cluster;
        await cluster.IsWholeAsync();

        var run = await cluster.RunAsync("LoadTest", "--workload", "saga", "--duration", "5", "--warmup", "1", "--rate", "20");

        // How quick this machine is now is the business of the gates; 3 says that the generator was starved.
        Assert.True(run.ExitCode is 0 or 2 or 3, run.ToString());
        var report = LoadReportJson.Read(await File.ReadAllTextAsync(Path.Combine(cluster.Root, "artifacts", "load", "report.json")));
        var stage = Assert.Single(report.Stages);
        Assert.Equal("compose", report.Runtime);
        Assert.Empty(stage.Errors);
        Assert.True(stage.Done > 0);
        Assert.NotEmpty(stage.Server.Samples);
    }
}
