using Sagaz.Operations.Migrations;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>MigrationPlan</c>: what Migrate would run, why, with which locks, and what the lint says; changes nothing.</summary>
public static class PlanMigration
{
    /// <returns>A line per script, and one per lock below it.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        var request = await MigrateDatabase.RequestAsync(cluster, cluster.Locate(), cancellationToken);
        return (await new Migrator(cluster.Log).PreviewAsync(request, cancellationToken)).Lines;
    }
}
