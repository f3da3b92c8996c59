using Sagaz.Operations.Runtimes;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>Init</c>: everything is there that the cluster needs to start.</summary>
public static class InitializeCluster
{
    /// <returns>What was made; empty when all was there.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        var options = new PreparationOptions { MayInstall = cluster.Settings.MayInstall, GivenPasswords = cluster.Settings.GivenPasswords };
        using var phase = new Phase(cluster.Recorder, "init");
        cluster.State.Create();
        var done = await cluster.Runtime.PrepareAsync(options, cancellationToken);
        foreach (var line in done)
            cluster.Log.Information(line);
        if (done.Count == 0)
            cluster.Log.Information($"{cluster.Settings.ClusterName} is prepared already: nothing to do");
        return done;
    }
}
