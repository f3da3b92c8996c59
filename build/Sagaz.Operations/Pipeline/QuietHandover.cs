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
        using var proxy = await OpenProxyAsync(cancellationToken);
        using (new Phase(cluster.Recorder, "checkpoint"))
            await CheckpointAsync(handover, cancellationToken);
        Task switching;
        await using (await PauseAsync(cancellationToken))
        {
            using var phase = new Phase(cluster.Recorder, "switch");
            switching = patroni.SwitchOverAsync(handover.Leader, handover.Candidate, IndexOf(handover.Leader), CancellationToken.None);
            await AwaitLeadAsync(handover, proxy, switching, cancellationToken);
        }
        await switching;
    }

    /// <summary>Patroni looks once a second whether all is done; we look ourselves, unless it refuses.</summary>
    private async Task AwaitLeadAsync(Handover handover, ProxyLine? proxy, Task switching, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var leading = AwaitWritableAsync(handover, proxy, patience.Token);
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
            await using var source = endpoints.Member(IndexOf(member), Account.Superuser).CreateDataSource(Deadlines.Connected, Deadlines.ServiceStopped);
            await using var checkpoint = source.CreateCommand("CHECKPOINT");
            await checkpoint.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private async Task AwaitWritableAsync(Handover handover, ProxyLine? proxy, CancellationToken cancellationToken)
    {
        await AwaitWritableAsync(endpoints.Member(IndexOf(handover.Candidate), Account.Superuser), cancellationToken);
        // A candidate leads only after the old leader has ended: whoever takes writes at the frontend from then on is the new one.
        if (!await PointsProxyAsync(handover, proxy, cancellationToken))
            await AwaitWritableAsync(endpoints.Primary(Account.Superuser), cancellationToken);
    }

    private async Task AwaitWritableAsync(PostgresEndpoint place, CancellationToken cancellationToken)
    {
        await using var look = new WritableLook(place);
        await WaitFor.UntilAsync<bool>(
            $"{place.Name} to take writes",
            Deadlines.LeaderReady,
            cluster.Log,
            async token => await look.IsWritableAsync(token) ? true : new NotYet("it does not yet"),
            cancellationToken,
            "./build.sh Status",
            Deadlines.HandoverInterval);
    }

    /// <summary>Before writers have to wait; null where HAProxy cannot be told.</summary>
    private async Task<ProxyLine?> OpenProxyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await cluster.Runtime.OpenProxyAsync(cancellationToken);
        }
        catch (OperationFailedException silent)
        {
            cluster.Log.Detail(silent.Sentence);
            return null;
        }
    }

    /// <summary>HAProxy would find the new leader by itself, with its next check.</summary>
    /// <returns>Whether it took our word for it.</returns>
    private async Task<bool> PointsProxyAsync(Handover handover, ProxyLine? proxy, CancellationToken cancellationToken)
    {
        if (proxy is null)
            return false;
        try
        {
            await proxy.TellAsync($"set server leader/{handover.Leader} health down; set server leader/{handover.Candidate} health up", cancellationToken);
            return true;
        }
        catch (OperationFailedException silent)
        {
            cluster.Log.Detail(silent.Sentence);
            return false;
        }
    }

    private int IndexOf(string member) => endpoints.Topology.MemberNames.ToList().IndexOf(member);
}
