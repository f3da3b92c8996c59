using Sagaz.Core.Monitoring;
using Sagaz.Core.Topology;
using Sagaz.Operations.Patroni;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Monitoring.Scenarios;

/// <summary>Every way in which <c>VerifyAlerts</c> breaks a cluster.</summary>
public static class AlertScenarios
{
    private const string Store = "etcd";

    /// <param name="runtime">Stops and starts services.</param>
    /// <param name="endpoints">Where the cluster listens.</param>
    /// <param name="patroni">Its members.</param>
    /// <param name="leader">Index of the leader.</param>
    /// <param name="log">Told what is waited for.</param>
    public static IReadOnlyList<IAlertScenario> Of(
        IClusterRuntime runtime, ClusterEndpoints endpoints, PatroniClient patroni, int leader, IProgressLog log)
    {
        var topology = endpoints.Topology;
        var owner = endpoints.Member(leader, Account.Owner);
        var replica = topology.MemberNames.Where((_, index) => index != leader).FirstOrDefault();
        return
        [
            new StrayRow(owner),
            new UnsentEvent(owner),
            new UnusedSlot(patroni, leader),
            new FailingArchiver(patroni, leader, endpoints.Member(leader, Account.Superuser), log),
            new HeldPool(endpoints.ReadWritePool(Account.Application), topology.ReadWritePool.Name, topology.ReadWritePool.Size),
            new StoppedService(runtime, topology.ReadOnlyPool.Name)
            {
                Name = "stopped-pool",
                Alerts = [new("PoolDown", "pool", topology.ReadOnlyPool.Name)],
                Recovery = Deadlines.ServiceAnswers,
            },
            .. replica is null ? [] : new[] { StoppedReplica(runtime, replica) },
            StoppedStore(runtime),
            StoppedMembers(runtime, topology, leader),
        ];
    }

    private static StoppedService StoppedReplica(IClusterRuntime runtime, string replica) => new(runtime, replica)
    {
        Name = "stopped-replica",
        Alerts = [new("ReplicaLost"), new("MemberDown", "member", replica), new("PostgresDown", "member", replica)],
        Recovery = Deadlines.MemberReturns,
        IsAlone = true,
    };

    /// <summary>The leader goes on meanwhile (failsafe mode), but nobody could be promoted.</summary>
    private static StoppedService StoppedStore(IClusterRuntime runtime) => new(runtime, Store)
    {
        Name = "stopped-store",
        Alerts = [new("StoreHasNoLeader")],
        Recovery = Deadlines.MemberReturns,
        IsAlone = true,
    };

    /// <summary>The leader last, so that nobody is promoted on the way.</summary>
    private static StoppedService StoppedMembers(IClusterRuntime runtime, ClusterTopology topology, int leader) =>
        new(runtime, [.. topology.MemberNames.Where((_, index) => index != leader), topology.MemberNames[leader]])
        {
            Name = "stopped-members",
            Alerts = [new("ClusterHasNoLeader"), new("ProxyHasNoServer", "proxy", "leader")],
            Detection = Deadlines.PatroniRound,
            Recovery = Deadlines.MemberReturns,
            IsAlone = true,
        };
}
