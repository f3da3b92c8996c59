using System.ComponentModel.DataAnnotations;
using Nuke.Common;
using Nuke.Common.IO;
using Sagaz.Operations.Pipeline;
using Shell;

partial class Build
{
    [Parameter("CreatePartitions: the partitioned table, e.g. saga_outbox.")]
    readonly string? Table;

    [Parameter("CreatePartitions: the first day to hold, e.g. 2026-01-31.")]
    readonly string? From;

    [Parameter("CreatePartitions: the last day to hold; default is the first. Switchover, Failover: the member that is to lead, e.g. postgres-1.")]
    readonly string? To;

    [Parameter("CleanupInbox: rows consumed longer ago go. Default is 90."), Range(1, 36_500)]
    readonly int Days = 90;

    [Parameter("MaintainPartitions: the folder where a partition is archived, and its archive read back, before it is dropped.")]
    readonly AbsolutePath? Archive;

    Target PartitionStatistics => _ => _
        .Description("Shows how long the partitions will do, and every partition with its range, rows and size")
        .After(Up, Migrate)
        .Executes(() => InCluster(async (cluster, token) => Terminal.Print(await ReadPartitionStatistics.RunAsync(cluster, token))));

    Target MaintainPartitions => _ => _
        .Description("Makes the coming partitions, retires the expired ones, analyzes the recent ones; blocks nobody")
        .After(Up, Migrate)
        .Executes(() => InCluster(async (cluster, token) =>
        {
            var actions = await MaintainAllPartitions.RunAsync(cluster, Archive, token);
            Terminal.Print(MaintenanceReport.Lines(actions));
            Summarize("Actions", actions.Count);
        }));

    Target CreatePartitions => _ => _
        .Description("Makes the partitions of --table that hold the days --from to --to")
        .After(Up, Migrate)
        .Executes(() => InCluster(async (cluster, token) =>
        {
            var actions = await CreateTablePartitions.RunAsync(cluster, Table, From, To, token);
            Terminal.Print(MaintenanceReport.Lines(actions));
            Summarize("Actions", actions.Count);
        }));

    Target CleanupInbox => _ => _
        .Description("Removes rows of consumer_inbox older than --days, in small transactions")
        .After(Up, Migrate)
        .Executes(() => InCluster(async (cluster, token) => Summarize("Rows removed", await CleanInbox.RunAsync(cluster, Days, token))));

    Target ReindexBloated => _ => _
        .Description("Rebuilds bloated indexes concurrently")
        .After(Up, Migrate)
        .Executes(() => InCluster(async (cluster, token) =>
        {
            var indexes = await RebuildBloatedIndexes.RunAsync(cluster, token);
            Terminal.Print(RebuildBloatedIndexes.Lines(indexes));
            Summarize("Indexes", indexes.Count);
        }));
}
