using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Core.Replication;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Replication;

/// <summary>Writes rows through pgbouncer-rw and measures when each is read on every replica and through pgbouncer-ro.</summary>
/// <remarks>
/// It needs nothing in the database: a superuser makes a schema of its own on the leader and removes it at the end,
/// also after a failure or a cancellation. What killed runs left is removed by the next run, after an hour.
/// </remarks>
public sealed class ReplicationCanary(IProgressLog log)
{
    private static readonly TimeSpan PoolDeadline = TimeSpan.FromSeconds(5);

    /// <summary>Runs the canary; a pool or replica that fails becomes part of the result.</summary>
    /// <param name="request">The endpoints, the number of rows and the deadline.</param>
    /// <param name="snapshot">Says who leads; without exactly one leader the canary does not run.</param>
    /// <param name="cancellationToken">Ends the canary; what it made is removed all the same.</param>
    /// <exception cref="OperationFailedException">The leader did not let its superuser make the table.</exception>
    public async Task<CanaryResult> RunAsync(
        ReplicationVerificationRequest request,
        ReplicationSnapshot snapshot,
        CancellationToken cancellationToken = default)
    {
        if (snapshot.Leaders is not [var leader])
            return CanaryResult.NotRun(request.Samples, $"It needs one leader to write to, and {snapshot.Leaders.Count} were found.");

        await using var source = request.ReadWritePool.CreateDataSource(PoolDeadline, request.Deadline);
        await using var pool = source.CreateConnection();
        PoolIdentity identity;
        try
        {
            identity = await OpenAsync(pool, cancellationToken);
        }
        catch (Exception exception) when (ConnectionFailure.Is(exception, cancellationToken))
        {
            var reason = $"{request.ReadWritePool.Name} did not answer: {ConnectionFailure.Describe(exception)}";
            return CanaryResult.NotRun(request.Samples, reason);
        }

        // The table has to be where the pool leads, whatever database the members' endpoints name.
        var members = request.Members.Select(member => member with { Database = identity.Database }).ToLookup(member => member.Name == leader.Name);
        var leading = members[true].Single();
        try
        {
            return await RunAsync(request, leading, [.. members[false]], pool, identity.Role, cancellationToken);
        }
        catch (Exception exception) when (ConnectionFailure.Is(exception, cancellationToken))
        {
            throw new OperationFailedException(
                $"Leader '{leading.Name}' did not let '{leading.Username}' prepare the canary's table: {ConnectionFailure.Describe(exception)}.",
                [$"asked: {leading}"],
                "./build.sh Status, then the same again",
                exception);
        }
    }

    private async Task<CanaryResult> RunAsync(
        ReplicationVerificationRequest request,
        PostgresEndpoint leader,
        IReadOnlyList<PostgresEndpoint> replicas,
        NpgsqlConnection pool,
        string role,
        CancellationToken cancellationToken)
    {
        var (table, removed) = await CanaryTable.PrepareAsync(leader, cancellationToken);
        foreach (var leftover in removed)
            log.Warning($"canary: removed schema {leftover}, which a killed run had left");
        CanaryResult result;
        try
        {
            string[] roles = [role, request.ReadOnlyPool.Username];
            await table.CreateAsync(leader, roles, cancellationToken);
            using var run = new CanaryRun(request.Samples, table.Name, pool, request.ReadOnlyPool, replicas);
            result = await run.MeasureAsync(request.Deadline, request.LagLimit, log, cancellationToken);
        }
        catch
        {
            foreach (var remains in await table.DropAsync(leader, replicas))
                log.Warning($"canary: left behind {remains}; a run after an hour or more removes it");
            throw;
        }

        return result with { RemovedLeftovers = removed, LeftBehind = await table.DropAsync(leader, replicas) };
    }

    private static async Task<PoolIdentity> OpenAsync(NpgsqlConnection pool, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(PoolDeadline);
        await pool.OpenAsync(limit.Token);
        return await PoolIdentity.ReadAsync(pool, limit.Token);
    }
}
