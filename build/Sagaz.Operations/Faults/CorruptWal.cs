using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Faults;

/// <summary>Kills a replica's server and overwrites the first page of each of its WAL files.</summary>
/// <param name="damage">Does it, by the runtime's means.</param>
/// <param name="locate">Where the cluster listens.</param>
/// <param name="ownRecovery">How long the replica may take to stream again before its data is removed; 15 s unless said otherwise.</param>
/// <param name="log">Told what is waited for.</param>
/// <remarks>
/// Its restart finds no checkpoint in its own WAL. It may fetch it from the leader; where it cannot, healing removes the
/// member's data, and Patroni clones it anew.
/// </remarks>
internal sealed class CorruptWal(IWalDamage damage, Func<ClusterEndpoints> locate, IProgressLog log, TimeSpan? ownRecovery = null) : IFault
{
    private static readonly TimeSpan OwnRecovery = TimeSpan.FromSeconds(15);

    public FaultVerb Verb => FaultVerbs.CorruptWal;

    public Task BreakAsync(string target, CancellationToken cancellationToken) => damage.ScribbleAsync(target, cancellationToken);

    public async Task HealAsync(string target, CancellationToken cancellationToken)
    {
        await damage.ReleaseAsync(target, cancellationToken);
        var isLed = false;
        try
        {
            await WaitFor.UntilAsync<bool>(
                $"{target} to stream again",
                ownRecovery ?? OwnRecovery,
                log,
                async token =>
                {
                    var state = await ReadAsync(target, token);
                    isLed = state == Following.No;
                    return state is Following.Yes or Following.Leads ? true : new NotYet(isLed ? "it does not stream from the leader" : "no leader answers");
                },
                cancellationToken,
                interval: Deadlines.AskInterval);
        }
        catch (DeadlinePassedException) when (isLed)
        {
            // Only under a leader: without one, the damaged copy may be the only one.
            log.Information($"{target} does not find its way back: its data is removed and cloned anew");
            await damage.WipeAsync(target, cancellationToken);
        }
    }

    private async Task<Following> ReadAsync(string target, CancellationToken cancellationToken)
    {
        var endpoints = locate();
        var own = endpoints.Member(endpoints.Topology.MemberNames.ToList().IndexOf(target), Account.Superuser);
        if (await AskAsync(own, "SELECT NOT pg_is_in_recovery()", cancellationToken) is true)
            return Following.Leads;
        // The replica itself is asked: on a busy machine the leader may still show the connection of the server that was killed.
        if (await AskAsync(own, "SELECT EXISTS (SELECT FROM pg_stat_wal_receiver WHERE status = 'streaming')", cancellationToken) is true)
            return Following.Yes;
        return await AskAsync(endpoints.Primary(Account.Superuser), "SELECT NOT pg_is_in_recovery()", cancellationToken) is true ? Following.No : Following.Unknown;
    }

    /// <returns>The answer; null where nobody gives one.</returns>
    private static async Task<bool?> AskAsync(PostgresEndpoint server, string sql, CancellationToken cancellationToken)
    {
        try
        {
            await using var source = server.CreateDataSource();
            await using var question = source.CreateCommand(sql);
            return (bool?)await question.ExecuteScalarAsync(cancellationToken);
        }
        catch (NpgsqlException)
        {
            // It starts, or recovers, or is gone.
            return null;
        }
    }

    /// <summary>How a damaged replica stands to the leader.</summary>
    private enum Following
    {
        /// <summary>No leader answers.</summary>
        Unknown,

        /// <summary>A leader is there, and the replica does not stream from it.</summary>
        No,

        /// <summary>It streams.</summary>
        Yes,

        /// <summary>It leads itself by now.</summary>
        Leads,
    }
}
