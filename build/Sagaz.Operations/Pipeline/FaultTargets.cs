using Sagaz.Core.Errors;
using Sagaz.Core.Failover;
using Sagaz.Core.Topology;
using Sagaz.Operations.Faults;
using Sagaz.Operations.Patroni;
using Sagaz.Operations.Runtimes;

namespace Sagaz.Operations.Pipeline;

/// <summary>Names of what faults can meet in a cluster, the same on every runtime.</summary>
internal static class FaultTargets
{
    /// <summary>Whom a fault meets where nobody is named.</summary>
    public static ScenarioTarget DefaultOf(FaultSubject subject) => subject switch
    {
        FaultSubject.Member => ScenarioTarget.Leader,
        FaultSubject.Replica => ScenarioTarget.Replica,
        FaultSubject.Store => ScenarioTarget.Store,
        FaultSubject.Proxy => ScenarioTarget.Proxy,
        _ => ScenarioTarget.WritePool,
    };

    /// <summary>Names that a fault could be told.</summary>
    public static IReadOnlyList<string> NamesOf(FaultSubject subject, ClusterTopology topology) => subject switch
    {
        FaultSubject.Member or FaultSubject.Replica => topology.MemberNames,
        FaultSubject.Store => [ClusterCertificates.Store],
        FaultSubject.Proxy => [ClusterCertificates.Proxy],
        _ => [topology.ReadWritePool.Name, topology.ReadOnlyPool.Name],
    };

    /// <summary>Who it is at this moment.</summary>
    /// <exception cref="PreconditionException">Nobody is.</exception>
    public static async Task<string> FindAsync(ScenarioTarget target, ClusterTopology topology, PatroniClient patroni, CancellationToken cancellationToken) => target switch
    {
        ScenarioTarget.Store => ClusterCertificates.Store,
        ScenarioTarget.Proxy => ClusterCertificates.Proxy,
        ScenarioTarget.WritePool => topology.ReadWritePool.Name,
        ScenarioTarget.ReadPool => topology.ReadOnlyPool.Name,
        _ => FindMember(target, await patroni.ReadClusterAsync(cancellationToken)),
    };

    private static string FindMember(ScenarioTarget target, ClusterView? view)
    {
        var found = target == ScenarioTarget.Leader
            ? view?.Leader
            : view?.Members.Where(member => !member.IsLeader).OrderByDescending(member => member.IsSynchronous).FirstOrDefault();
        return found?.Name ?? throw new PreconditionException($"The cluster has no {target.ToString().ToLowerInvariant()} to break.", remedy: "./build.sh Status");
    }
}
