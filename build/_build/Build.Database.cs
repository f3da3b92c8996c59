using Nuke.Common;
using Sagaz.Operations.Pipeline;
using Shell;

partial class Build
{
    Target Migrate => _ => _
        .Description("Applies what is missing of sql/migrations, verifies it, and waits until every replica has it")
        .After(Up)
        .Executes(() => InCluster(async (cluster, token) =>
            Summarize("Applied", (await MigrateDatabase.RunAsync(cluster, token)).Applied.Count)));

    Target MigrationPlan => _ => _
        .Description("Says what Migrate would run and why; changes nothing")
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
