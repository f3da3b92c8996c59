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
}
