using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Operations.Failover;
using Sagaz.Operations.Patroni;
using Sagaz.Operations.PgBouncer;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Pipeline;

/// <summary>Patroni's switchover while the write pool lets its clients wait.</summary>
internal sealed class QuietHandover(ClusterContext cluster, ClusterEndpoints endpoints, PatroniClient patroni)
{
    /// <returns>When the new leader takes writes through <c>postgres-primary</c> and the pool serves again.</returns>
    /// <exception cref="DeadlinePassedException">A transaction kept the pool from pausing, and nothing was changed; or nobody leads.</exception>
    /// <exception cref="OperationFailedException">Patroni refused; the old leader leads on.</exception>
    public async Task RunAsync(Handover handover, CancellationToken cancellationToken)
    {
        using (new Phase(cluster.Recorder, "checkpoint"))
            await CheckpointAsync(handover, cancellationToken);
        Task switching;
        await using (await PauseAsync(cancellationToken))
        {
            using var phase = new Phase(cluster.Recorder, "switch");
            switching = patroni.SwitchOverAsync(handover.Leader, handover.Candidate, IndexOf(handover.Leader), CancellationToken.None);
            await AwaitLeadAsync(handover.Candidate, switching, cancellationToken);
        }
        await switching;
    }

    /// <summary>Patroni looks once a second whether all is done; we look ourselves, unless it refuses.</summary>
    private async Task AwaitLeadAsync(string candidate, Task switching, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var leading = AwaitWritableAsync(candidate, patience.Token);
        if (await Task.WhenAny(switching, leading) != switching || !switching.IsFaulted)
        {
            await leading;
            return;
        }
        await patience.CancelAsync();
        await leading.ContinueWith(_ => { }, TaskScheduler.Default);
        await switching;
    }

    /// <summary>Pauses the write pool; it serves again when the result is disposed of.</summary>
    public async Task<PoolPause> PauseAsync(CancellationToken cancellationToken)
    {
        using var phase = new Phase(cluster.Recorder, "pause");
        try
        {
            return await PoolPause.BeginAsync(
                cluster.Commands, endpoints.ReadWritePool(Account.Superuser), cluster.Topology.Database,
                Path.Combine(cluster.State.Path, "paused"), Deadlines.PauseLimit, cancellationToken);
        }
        catch (DeadlinePassedException passed)
        {
            throw new DeadlinePassedException(
                $"A transaction in pgbouncer-rw did not end within {Deadlines.PoolPaused.TotalSeconds:0} s; the pool serves again, and nothing was changed.",
                [passed.Sentence], "./build.sh PoolClients shows whose it is; try again when it has ended");
        }
    }

    /// <summary>The old leader has less to write when it ends, and the new one when it takes over.</summary>
    private async Task CheckpointAsync(Handover handover, CancellationToken cancellationToken)
    {
        foreach (var member in new[] { handover.Leader, handover.Candidate })
        {
            await using var source = endpoints.Member(IndexOf(member), Account.Superuser).CreateDataSource(commandTimeout: Deadlines.ServiceStopped);
            await using var checkpoint = source.CreateCommand("CHECKPOINT");
            await checkpoint.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private async Task AwaitWritableAsync(string candidate, CancellationToken cancellationToken)
    {
        // A candidate leads only after the old leader has ended: whoever takes writes at the frontend from then on is the new one.
        await AwaitWritableAsync(endpoints.Member(IndexOf(candidate), Account.Superuser), cancellationToken);
        await PointProxyAtAsync(candidate, cancellationToken);
        await AwaitWritableAsync(endpoints.Primary(Account.Superuser), cancellationToken);
    }

    private Task<bool> AwaitWritableAsync(PostgresEndpoint place, CancellationToken cancellationToken) => WaitFor.UntilAsync<bool>(
        $"{place.Name} to take writes",
        Deadlines.LeaderReady,
        cluster.Log,
        async token => await IsWritableAsync(place, token) ? true : new NotYet("it does not yet"),
        cancellationToken,
        "./build.sh Status");

    /// <summary>HAProxy would find the new leader by itself, with its next check.</summary>
    private async Task PointProxyAtAsync(string leader, CancellationToken cancellationToken)
    {
        try
        {
            await cluster.Runtime.TellProxyAsync($"set server leader/{leader} health up", cancellationToken);
        }
        catch (OperationFailedException silent)
        {
            cluster.Log.Detail(silent.Sentence);
        }
    }

    private static async Task<bool> IsWritableAsync(PostgresEndpoint place, CancellationToken cancellationToken)
    {
        try
        {
            await using var source = place.CreateDataSource();
            await using var question = source.CreateCommand("SELECT NOT pg_is_in_recovery()");
            return await question.ExecuteScalarAsync(cancellationToken) is true;
        }
        catch (NpgsqlException)
        {
            // Nobody is there between two leaders.
            return false;
        }
    }

    private int IndexOf(string member) => cluster.Topology.MemberNames.ToList().IndexOf(member);
}
