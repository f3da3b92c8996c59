using Sagaz.Core.Errors;
using Sagaz.Operations.Partitions;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>CleanupInbox</c>: removes old rows of consumer_inbox in small transactions.</summary>
public static class CleanInbox
{
    /// <returns>How many rows went.</returns>
    /// <exception cref="PreconditionException">Fewer than 1 day.</exception>
    public static async Task<long> RunAsync(ClusterContext cluster, int days, CancellationToken cancellationToken)
    {
        var request = await MigrateDatabase.RequestAsync(cluster, cluster.Locate(), cancellationToken);
        using (new Phase(cluster.Recorder, "cleanup-inbox"))
            return await new InboxCleanup(request.Leader, cluster.Log).CleanAsync(days, cancellationToken);
    }
}
