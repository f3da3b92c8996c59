using Sagaz.Operations.Migrations;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>MigrationPlan</c>: what Migrate would run, and why; changes nothing.</summary>
public static class PlanMigration
{
    /// <returns>One line per script.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        var request = await MigrateDatabase.RequestAsync(cluster, cluster.Locate(), cancellationToken);
        var plan = await new Migrator(cluster.Log).PlanAsync(request, cancellationToken);
        return [.. plan.Steps.Select(step => step.ToString()), $"{plan.ToRun.Count} of {plan.Steps.Count} scripts would run."];
    }
}
