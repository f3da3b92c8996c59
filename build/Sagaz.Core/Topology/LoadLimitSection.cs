namespace Sagaz.Core.Topology;

/// <summary>Reads <c>limits.load</c>.</summary>
internal static class LoadLimitSection
{
    private static readonly string[] Operations = ["maintainPartitions", "switchover", "migrate", "backup"];

    public static LoadLimits Read(TopologySection load)
    {
        TimeSpan Milliseconds(TopologySection section, string key) => TimeSpan.FromMilliseconds(section.Int(key, 1, 3_600_000));
        var (generator, during, poison) = (load.Section("generator"), load.Section("duringP99Milliseconds"), load.Section("poison"));
        var read = new LoadLimits
        {
            SagaWriteP99 = Milliseconds(load, "sagaWriteP99Milliseconds"),
            AnalyticsP95 = Milliseconds(load, "analyticsP95Milliseconds"),
            PoolOverhead = TimeSpan.FromMicroseconds(load.Int("poolOverheadMicroseconds", 1, 1_000_000)),
            PartitionMaintenance = Milliseconds(load, "partitionMaintenanceMilliseconds"),
            OutboxAgeP99 = Milliseconds(load, "outboxAgeP99Milliseconds"),
            ErrorsPerMillion = load.Int("errorsPerMillion", 0, 1_000_000),
            SkippedPerMillion = load.Int("skippedPerMillion", 0, 1_000_000),
            SkipAfter = Milliseconds(load, "skipAfterMilliseconds"),
            RegressionPercent = load.Int("regressionPercent", 0, 1000),
            Generator = new GeneratorLimits
            {
                CpuPercent = generator.Int("cpuPercent", 1, 100),
                GarbageCollectionPercent = generator.Int("garbageCollectionPercent", 1, 100),
                LatenessPercent = generator.Int("latenessPercent", 1, 10_000),
            },
            DuringP99 = Operations.ToDictionary(key => key.ToLowerInvariant(), key => Milliseconds(during, key)),
            Poison = new PoisonLimits
            {
                ClaimP99 = Milliseconds(poison, "claimP99Milliseconds"),
                DeadRows = poison.Long("deadRows", 0, 1L << 50),
                SnapshotAge = poison.Long("snapshotAgeTransactions", 0, 1L << 50),
            },
        };
        generator.RefuseUnknown();
        during.RefuseUnknown();
        poison.RefuseUnknown();
        load.RefuseUnknown();
        return read;
    }
}
