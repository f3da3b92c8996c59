using System.ComponentModel.DataAnnotations;
using Nuke.Common;
using Sagaz.Operations.Pipeline;
using Shell;

partial class Build
{
    [Parameter("Migrate: number of the last script that an existing database already has, e.g. 6; verified, then marked as applied."), Range(1, 999)]
    readonly int? Baseline;

    Target Migrate => _ => _
        .Description("Applies what is missing of sql/migrations, verifies it, and waits until every replica has it")
        .After(Up)
        .Executes(() => InCluster(async (cluster, token) =>
            Summarize("Applied", (await MigrateDatabase.RunAsync(cluster, Baseline, token)).Applied.Count)));

    Target MigrationPlan => _ => _
        .Description("Says what Migrate would run, why, and with which locks on how large tables; changes nothing")
        .After(Up)
        .Executes(() => InCluster(async (cluster, token) => Terminal.Print(await PlanMigration.RunAsync(cluster, token))));

    Target PartitionStatistics => _ => _
        .Description("Shows every partition with its range, rows and size")
        .After(Up, Migrate)
        .Executes(() => InCluster(async (cluster, token) => Terminal.Print(await ReadPartitionStatistics.RunAsync(cluster, token))));

    Target MaintainPartitions => _ => _
        .Description("Makes the coming partitions, drops the expired ones, analyzes the recent ones")
        .After(Up, Migrate)
        .Executes(() => InCluster(async (cluster, token) =>
        {
            var actions = await MaintainAllPartitions.RunAsync(cluster, token);
            Terminal.Print(MaintainAllPartitions.Lines(actions));
            Summarize("Actions", actions.Count);
        }));
}
