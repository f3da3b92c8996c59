using Sagaz.Core.Errors;
using Sagaz.Operations.Faults;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>InjectFault</c>: breaks one thing for a while, without load, for people who want to watch.</summary>
public static class InjectFault
{
    private const string Guarded = "prod";

    /// <param name="cluster">A running cluster.</param>
    /// <param name="request">What is broken.</param>
    /// <param name="confirmation">Asked before anything is broken on prod.</param>
    /// <param name="cancellationToken">Heals at once.</param>
    /// <exception cref="PreconditionException">There is no such fault or target, or no confirmation.</exception>
    public static async Task RunAsync(ClusterContext cluster, FaultRequest request, Confirmation confirmation, CancellationToken cancellationToken)
    {
        var faults = FaultsOfCluster.Open(cluster);
        var verb = faults.Find(request.Fault ?? "");
        if (cluster.Settings.Environment == Guarded)
            confirmation.Require($"{verb.Name} breaks '{cluster.Settings.ClusterName}' while others use it: {verb.Description}.", cluster.Settings.ClusterName);
        await faults.HealAllAsync(cancellationToken);
        var target = await FindTargetAsync(cluster, verb, request.Target, cancellationToken);
        try
        {
            // Unlike the wait, half a break is not given up: what was done could not be told.
            await faults.BreakAsync(verb.Name, target, CancellationToken.None);
            cluster.Log.Information($"{target} is broken: {verb.Description}; it is healed in {request.Hold.TotalSeconds:0} s, on Ctrl+C, or when this run dies");
            using var end = new PeriodicTimer(request.Hold);
            await end.WaitForNextTickAsync(cancellationToken);
        }
        finally
        {
            await faults.HealAllAsync(CancellationToken.None);
        }
    }

    private static async Task<string> FindTargetAsync(ClusterContext cluster, FaultVerb verb, string? name, CancellationToken cancellationToken)
    {
        using var patroni = ClusterContext.OpenPatroni(cluster.Locate());
        if (name is null)
            return await FaultTargets.FindAsync(FaultTargets.DefaultOf(verb.Subject), cluster.Topology, patroni, cancellationToken);
        var known = FaultTargets.NamesOf(verb.Subject, cluster.Topology);
        if (!known.Contains(name))
            throw new PreconditionException($"{verb.Name} cannot be done to '{name}'.", ["known: " + string.Join(", ", known)]);
        return verb.Subject != FaultSubject.Replica || (await patroni.ReadClusterAsync(cancellationToken))?.Leader?.Name != name
            ? name
            : throw new PreconditionException($"{verb.Name} is for a replica, and {name} leads.", remedy: "./build.sh Status");
    }
}
