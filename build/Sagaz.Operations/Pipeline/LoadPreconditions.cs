using Sagaz.Core.Errors;
using Sagaz.Core.Load;

namespace Sagaz.Operations.Pipeline;

/// <summary>What must hold before a load touches a cluster, so that no run ends with a surprise that was known at its beginning.</summary>
internal static class LoadPreconditions
{
    private const string Guarded = "prod";

    /// <exception cref="PreconditionException">The request contradicts itself or the cluster, or nobody confirmed a load of prod.</exception>
    public static async Task RequireAsync(ClusterContext cluster, LoadRequest request, LoadProfile profile, Confirmation confirmation, CancellationToken cancellationToken)
    {
        if (request.FindsCapacity && Superfluous(request) is { } option)
            throw new PreconditionException($"--find-capacity runs loads of its own, which {option} means nothing to.", remedy: $"--find-capacity without {option}, or {option} alone");
        if (request.Arrivals == LoadArrivals.Closed && request.Rate is not null)
            throw new PreconditionException("A closed loop has no --rate: each client asks when it was answered.", remedy: "--arrivals poisson with --rate, or --arrivals closed with --connections");
        if ((request.During ?? profile.During).Contains(LoadOperation.Backup))
            await BackupsOfCluster.OpenAsync(cluster, cancellationToken);
        if (cluster.Settings.Environment == Guarded)
            confirmation.Require($"LoadTest loads '{cluster.Settings.ClusterName}' while others use it.", cluster.Settings.ClusterName);
    }

    private static string? Superfluous(LoadRequest request) => request switch
    {
        { During: not null } => "--during",
        { Poison: not LoadPoison.None } => "--poison",
        { Repeats: > 1 } => "--repeats",
        { Rate: not null } => "--rate",
        _ => null,
    };
}
