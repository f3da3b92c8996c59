using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Pipeline;

/// <summary>Leads readers away from replicas before they stop: new sessions go elsewhere, and those that are there end by themselves.</summary>
internal sealed class ReplicaDrain(ClusterContext cluster, ClusterEndpoints endpoints, IReadOnlyList<string> members)
{
    /// <returns>When nobody reads there any more, or when they had their time.</returns>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        foreach (var member in members)
            await cluster.Runtime.TellProxyAsync($"set server replicas/{member} state drain", cancellationToken);
        await endpoints.ConsoleOf(cluster.Commands, endpoints.ReadOnlyPool(Account.Superuser)).ReconnectAsync(cancellationToken);
        try
        {
            await WaitFor.UntilAsync<bool>(
                $"sessions on {string.Join(", ", members)} to end",
                cluster.Settings.Drain,
                cluster.Log,
                async token => await CountSessionsAsync(token) is var sessions && sessions == 0 ? true : new NotYet($"{sessions} sessions left"),
                cancellationToken,
                interval: Deadlines.AskInterval);
        }
        catch (DeadlinePassedException passed)
        {
            cluster.Log.Warning($"{passed.Sentence} They are ended now.");
        }
    }

    /// <summary>Lets readers come back.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        foreach (var member in members)
            await cluster.Runtime.TellProxyAsync($"set server replicas/{member} state ready", cancellationToken);
    }

    private async Task<long> CountSessionsAsync(CancellationToken cancellationToken)
    {
        var names = endpoints.Topology.MemberNames.ToList();
        var counts = await Task.WhenAll(members.Select(member => CountSessionsAsync(endpoints.Member(names.IndexOf(member), Account.Superuser), cancellationToken)));
        return counts.Sum();
    }

    private static async Task<long> CountSessionsAsync(PostgresEndpoint member, CancellationToken cancellationToken)
    {
        const string sql = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND usename = ANY ($1)";
        try
        {
            await using var source = member.CreateDataSource();
            await using var question = source.CreateCommand(sql);
            question.Parameters.Add(new NpgsqlParameter { Value = new[] { Account.Application, Account.ReadOnly } });
            return (long)(await question.ExecuteScalarAsync(cancellationToken))!;
        }
        catch (NpgsqlException)
        {
            // A member that does not answer has no sessions.
            return 0;
        }
    }
}
