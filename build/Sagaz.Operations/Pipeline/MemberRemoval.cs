using System.Text.Json.Nodes;
using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Operations.Failover;
using Sagaz.Operations.Patroni;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Pipeline;

/// <summary>Takes the last members out of a running cluster so that no client of the pools notices.</summary>
internal sealed class MemberRemoval
{
    private readonly ClusterContext cluster;
    private readonly ClusterEndpoints endpoints;
    private readonly IReadOnlyList<string> removed;

    /// <param name="cluster">The cluster as it should be.</param>
    /// <param name="members">Members that it has.</param>
    public MemberRemoval(ClusterContext cluster, int members)
    {
        this.cluster = cluster;
        var now = cluster.Topology with { Members = members };
        endpoints = cluster.Locate() with { Topology = now };
        removed = [.. now.MemberNames.Skip(cluster.Topology.Members)];
    }

    /// <returns>What was done.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(bool withData, CancellationToken cancellationToken)
    {
        using var patroni = ClusterContext.OpenPatroni(endpoints);
        await HandOverAsync(patroni, cancellationToken);
        var leader = await LeaderAsync(patroni, cancellationToken);
        // Commits would wait for the last replica for ever.
        if (cluster.Topology.Members == 1 && await cluster.Runtime.WantedConfigurationAsync(cancellationToken) is { } wanted)
            await patroni.EnsureConfigurationAsync(leader, wanted, cancellationToken);
        await new ReplicaDrain(cluster, endpoints, removed).BeginAsync(cancellationToken);
        await cluster.Runtime.StopMembersAsync(removed, cancellationToken);
        await AwaitGoneAsync(patroni, cancellationToken);
        await DropSlotsAsync(patroni, leader, cancellationToken);
        await cluster.Runtime.ForgetMembersAsync(removed, withData, cancellationToken);
        return [.. removed.Select(member => $"{member} removed{(withData ? " with its data" : "")}")];
    }

    private async Task<int> LeaderAsync(PatroniClient patroni, CancellationToken cancellationToken) =>
        (await patroni.ReadClusterAsync(cancellationToken))?.Leader is { } leader
            ? IndexOf(leader.Name)
            : throw new OperationFailedException("The cluster has no leader; members are removed only from one that has.", remedy: "./build.sh Status");

    /// <summary>A member that goes must not lead.</summary>
    private async Task HandOverAsync(PatroniClient patroni, CancellationToken cancellationToken)
    {
        if (await patroni.ReadClusterAsync(cancellationToken) is not { Leader: { } leader } view || !removed.Contains(leader.Name))
            return;
        var candidate = view.Members.Where(member => member.IsRunning && !removed.Contains(member.Name))
            .OrderBy(member => member.IsSynchronous ? 0 : 1)
            .FirstOrDefault()
            ?? throw new OperationFailedException($"{leader.Name} leads and is to go, but no member that stays could take over.", remedy: "./build.sh Status");
        cluster.Log.Information($"{leader.Name} hands the lead to {candidate.Name}");
        await new QuietHandover(cluster, endpoints, patroni).RunAsync(new Handover(leader.Name, candidate.Name), cancellationToken);
        await WaitFor.UntilAsync<bool>(
            $"{leader.Name} to follow",
            Deadlines.ReplicasStreaming,
            cluster.Log,
            async token => (await patroni.ReadClusterAsync(token))?.Members.Any(member => member.Name == leader.Name && !member.IsLeader && member.IsRunning) == true
                ? true
                : new NotYet("it does not yet"),
            cancellationToken,
            "./build.sh Status",
            Deadlines.AskInterval);
    }

    private Task<bool> AwaitGoneAsync(PatroniClient patroni, CancellationToken cancellationToken) => WaitFor.UntilAsync<bool>(
        $"{string.Join(", ", removed)} to leave Patroni",
        Deadlines.MemberForgotten,
        cluster.Log,
        async token =>
        {
            if (await patroni.ReadClusterAsync(token) is not { } view)
                return new NotYet("Patroni does not answer");
            var left = view.Members.Select(member => member.Name).Intersect(removed).ToList();
            return left.Count == 0 ? true : new NotYet($"{string.Join(", ", left)} still there until the ttl passes");
        },
        cancellationToken,
        "./build.sh Status",
        Deadlines.AskInterval);

    /// <summary>Patroni 4 keeps a lost member's slot for half an hour; while that time is 0, it drops it at once.</summary>
    private async Task DropSlotsAsync(PatroniClient patroni, int leader, CancellationToken cancellationToken)
    {
        var superuser = endpoints.Member(leader, Account.Superuser);
        var slots = removed.Select(member => member.Replace('-', '_')).ToArray();
        await patroni.EnsureConfigurationAsync(leader, new JsonObject { ["member_slots_ttl"] = 0 }, cancellationToken);
        try
        {
            await WaitFor.UntilAsync<bool>(
                $"the slots of {string.Join(", ", removed)} to be dropped",
                Deadlines.MemberForgotten,
                cluster.Log,
                async token =>
                {
                    await using var source = superuser.CreateDataSource();
                    await using var question = source.CreateCommand("SELECT count(*) FROM pg_replication_slots WHERE slot_name = ANY ($1)");
                    question.Parameters.Add(new NpgsqlParameter { Value = slots });
                    return await question.ExecuteScalarAsync(token) is 0L ? true : new NotYet("they are still there");
                },
                cancellationToken,
                "./build.sh Logs --member " + endpoints.Topology.MemberNames[leader],
                Deadlines.AskInterval);
        }
        finally
        {
            await patroni.EnsureConfigurationAsync(leader, new JsonObject { ["member_slots_ttl"] = null }, CancellationToken.None);
        }
    }

    private int IndexOf(string member) => endpoints.Topology.MemberNames.ToList().IndexOf(member);
}
