using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Operations.Ledger;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Pipeline;

/// <summary>The ledgers of a cluster's runs, in its state folder.</summary>
internal static class LedgersOfCluster
{
    public static LedgerRuns Open(ClusterContext cluster) => new(Path.Combine(cluster.State.Path, "ledgers"));

    /// <summary>The ledger's load as this cluster bears it.</summary>
    /// <param name="endpoints">Where the cluster listens.</param>
    /// <param name="run">Name of the run.</param>
    public static LedgerPlan Plan(ClusterEndpoints endpoints, string run) => new()
    {
        Writes = endpoints.ReadWritePool(Account.Application),
        Reads = endpoints.ReadOnlyPool(Account.ReadOnly),
        Run = run,
    };

    /// <summary>A run's rows, asked of the leader itself: a pool in between might answer for another member.</summary>
    public static LedgerDatabase Rows(ClusterEndpoints endpoints, LedgerPlan plan) => new(endpoints.Primary(Account.Application), plan);

    /// <summary>Asks a cluster that was just broken, and may still sway.</summary>
    public static Task<T> AskAsync<T>(ClusterContext cluster, Func<CancellationToken, Task<T>> question, CancellationToken cancellationToken) => WaitFor.UntilAsync<T>(
        "the leader to answer for the ledger's rows",
        Deadlines.PoolsReady,
        cluster.Log,
        async token =>
        {
            try
            {
                return await question(token);
            }
            catch (NpgsqlException error)
            {
                return new NotYet(error.Message);
            }
        },
        cancellationToken);

    /// <summary>Returns when there are tables to write to.</summary>
    /// <exception cref="PreconditionException">The database was never migrated.</exception>
    public static async Task RequireTablesAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        var endpoints = cluster.Locate();
        if (!await AskAsync(cluster, Rows(endpoints, Plan(endpoints, cluster.Recorder.Id)).HasTablesAsync, cancellationToken))
            throw new PreconditionException($"The database of '{cluster.Settings.ClusterName}' was never migrated: clients have no tables to write to.", remedy: "./build.sh Migrate");
    }

    /// <summary>Removes the rows of runs that were killed; their ledgers stay.</summary>
    /// <returns>Names of those runs.</returns>
    public static async Task<IReadOnlyList<string>> RemoveLeftAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        var runs = Open(cluster);
        var left = runs.Left();
        foreach (var run in left)
        {
            var endpoints = cluster.Locate();
            await Rows(endpoints, Plan(endpoints, run)).RemoveAsync(cancellationToken);
            runs.End(run);
            cluster.Log.Information($"removed the rows of {run}, which was killed; its ledger stays");
        }
        return left;
    }
}
