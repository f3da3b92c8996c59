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
}
