using Sagaz.Core.Errors;
using Sagaz.Core.Failover;
using Sagaz.Core.Gates;
using Sagaz.Operations.Failover;
using Sagaz.Operations.Patroni;
using Sagaz.Operations.Runtimes;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>UpgradeMinor</c>: brings members to the newest minor release one by one, replicas first, and the leader after it has handed over.</summary>
public static class UpgradeMinor
{
    /// <param name="cluster">A whole cluster.</param>
    /// <param name="isForAll">Whether members that run the newest programs are restarted too.</param>
    /// <param name="cancellationToken">Ends it between two members; what is done stays done, and the next run carries on.</param>
    /// <exception cref="GateRefusedException">A member does not run what it should, or a writer got an error or waited for too long.</exception>
    /// <exception cref="PreconditionException">What was fetched is another major release.</exception>
    public static async Task<GateReport> RunAsync(ClusterContext cluster, bool isForAll, CancellationToken cancellationToken)
    {
        var endpoints = cluster.Locate();
        using var patroni = ClusterContext.OpenPatroni(endpoints);
        await WholeCluster.RequireAsync(cluster, endpoints, cancellationToken);
        if (cluster.Settings.MayInstall)
        {
            using (new Phase(cluster.Recorder, "fetch"))
                await cluster.Runtime.FetchProgramsAsync(cancellationToken);
        }
        var newest = await cluster.Runtime.ReadProgramsAsync(cancellationToken);
        var outdated = await FindOutdatedAsync(cluster, patroni, newest, isForAll, cancellationToken);
        if (outdated.Count == 0)
        {
            cluster.Log.Information($"every member runs {newest} already: nothing to do");
            return new GateReport([]);
        }
        await using var watch = await ClientWatch.BeginAsync(cluster, endpoints, "upgrade", cancellationToken);
        while (await NextAsync(cluster, endpoints, patroni, outdated, cancellationToken) is { } member)
        {
            await RenewAsync(cluster, endpoints, member, cancellationToken);
            outdated.Remove(member);
            cluster.RequireGates(await JudgeAsync(cluster, patroni, member, newest, cancellationToken));
        }
        var saw = await watch.EndAsync(cancellationToken);
        return cluster.RequireGates(SwitchoverGates.Judge(saw, cluster.Topology.Limits.Failover.Switchover + cluster.Runtime.LeadFollows));
    }

    private static async Task<List<string>> FindOutdatedAsync(
        ClusterContext cluster, PatroniClient patroni, ServerPrograms newest, bool isForAll, CancellationToken cancellationToken)
    {
        var outdated = new List<string>();
        foreach (var (member, index) in cluster.Topology.MemberNames.Select((member, index) => (member, index)))
        {
            var runs = await ReadAsync(patroni, member, index, cancellationToken);
            if (runs.Postgres.Major != newest.Postgres.Major)
            {
                throw new PreconditionException(
                    $"{member} runs PostgreSQL {runs.Postgres}, and {newest.Postgres} is another major release: its data would not fit.",
                    remedy: "install the newest minor release of the same major one");
            }
            if (isForAll || runs.IsOlderThan(newest))
                outdated.Add(member);
        }
        return outdated;
    }

    /// <summary>A replica while there is one to do; then the leader, which hands over first.</summary>
    private static async Task<string?> NextAsync(
        ClusterContext cluster, ClusterEndpoints endpoints, PatroniClient patroni, List<string> outdated, CancellationToken cancellationToken)
    {
        if (outdated.Count == 0)
            return null;
        var view = await patroni.ReadClusterAsync(cancellationToken) ?? throw new OperationFailedException("The cluster does not answer.", remedy: "./build.sh Status");
        if (outdated.FirstOrDefault(member => member != view.Leader?.Name) is { } replica)
            return replica;
        if (view.Members.Count > 1)
        {
            var handover = Handover.Choose(view, candidate: null, cluster.Topology.Limits.ReplayLagBytes);
            cluster.Log.Information($"{handover.Leader} hands the lead to {handover.Candidate}");
            await new QuietHandover(cluster, endpoints, patroni).RunAsync(handover, cancellationToken);
            await WholeCluster.AwaitAsync(cluster, endpoints, cancellationToken);
        }
        return outdated[0];
    }

    private static async Task RenewAsync(ClusterContext cluster, ClusterEndpoints endpoints, string member, CancellationToken cancellationToken)
    {
        using var phase = new Phase(cluster.Recorder, "renew-" + member);
        cluster.Log.Information($"{member} stops and starts with new programs");
        var drain = new ReplicaDrain(cluster, endpoints, [member]);
        await drain.BeginAsync(cancellationToken);
        try
        {
            await cluster.Runtime.RenewMemberAsync(member, cancellationToken);
            await WholeCluster.AwaitAsync(cluster, endpoints, cancellationToken);
        }
        finally
        {
            await drain.EndAsync(CancellationToken.None);
        }
    }

    private static async Task<GateReport> JudgeAsync(
        ClusterContext cluster, PatroniClient patroni, string member, ServerPrograms newest, CancellationToken cancellationToken)
    {
        var runs = await ReadAsync(patroni, member, cluster.Topology.MemberNames.ToList().IndexOf(member), cancellationToken);
        return new([new Gate("upgraded-" + member, $"{member} runs {newest}", "GET /patroni of the member", "older programs").AtMost(runs.IsOlderThan(newest) ? 1 : 0, 0, runs.ToString())]);
    }

    private static async Task<ServerPrograms> ReadAsync(PatroniClient patroni, string member, int index, CancellationToken cancellationToken) =>
        await patroni.ReadMemberAsync(index, cancellationToken) is { ServerVersion: { } number, Patroni: { } manager }
            ? new ServerPrograms(new Version(number / 10_000, number % 10_000), Version.Parse(manager.Version))
            : throw new OperationFailedException($"{member} does not say what it runs.", remedy: "./build.sh Status");
}
