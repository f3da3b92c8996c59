using Sagaz.Core.Gates;
using Sagaz.Core.Load;
using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Compose;

/// <summary>A load of containers, whose newer PgBouncer keeps prepared statements.</summary>
[OnCompose, Collection(SharedComposeGroup.Name)]
public sealed class LoadTestOnComposeTests(SharedComposeCluster shared)
{
    [ClusterFact]
    public async Task A_load_within_its_limits_passes_in_Compose_while_a_backup_is_made()
    {
        var cluster = shared.Cluster;
        await cluster.IsWholeAsync();
        var load = new SmallLoad(cluster);
        load.Limit(isStrict: false);

        var run = await cluster.RunAsync("LoadTest", "--workload", SmallLoad.Profile, "--duration", "5", "--warmup", "1", "--during", "MaintainPartitions", "Migrate", "Backup");

        load.ForgetLimits();
        run.Exits(0).Says("Backup begins under load");
        var report = load.ReadReport();
        var stage = Assert.Single(report.Stages);
        Assert.Equal((Verdict.Pass, "compose"), (report.Verdict, report.Runtime));
        Assert.Empty(stage.Errors);
        Assert.Equal(stage.Due, stage.Done);
        Assert.Equal([LoadOperation.MaintainPartitions, LoadOperation.Migrate, LoadOperation.Backup], stage.Operations.Select(mark => mark.Operation));
        Assert.All(stage.Operations, mark => Assert.True(mark.Begin >= stage.WarmUpSeconds && mark.End <= stage.WarmUpSeconds + stage.Seconds, $"{mark}"));
        Assert.NotEmpty(stage.Server.Samples.SelectMany(sample => sample.LagMs.Keys));
        Assert.Equal([LoadPool.Rw, LoadPool.Ro], stage.Server.Split.Select(split => split.Pool));
        Assert.True(stage.Server.OutboxAge.Count > 0);
        var gates = report.Gates.Select(gate => gate.Id).ToList();
        foreach (var id in new[] { "saga-write-p99", "analytics-p95", "replication-lag-p99", "pool-overhead-p50", "pool-overhead-p99", "outbox-age-p99", "load-errors", "load-skipped", "partition-maintenance", "during-migrate-p99", "during-backup-p99", "generator-lateness" })
            Assert.Contains(id, gates);
    }
}
