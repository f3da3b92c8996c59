using Sagaz.Core.Errors;
using Sagaz.Core.Topology;
using Sagaz.Operations.Processes;

namespace Sagaz.Operations.PgBouncer;

/// <summary>The consoles of all poolers of a pool, as if it were one.</summary>
/// <param name="commands">Runs psql.</param>
/// <param name="pool">The pool's name: <c>pgbouncer-rw</c>.</param>
/// <param name="findAsync">Finds its poolers, afresh each time: they come and go.</param>
public sealed class PoolConsole(CommandRunner commands, string pool, Func<CancellationToken, Task<IReadOnlyList<Pooler>>> findAsync)
{
    private const char BeforeId = '/';

    /// <summary>All of the pool; none where it is down as a whole.</summary>
    public Task<IReadOnlyList<Pooler>> FindAsync(CancellationToken cancellationToken) => findAsync(cancellationToken);

    /// <summary>All of the pool, one at least.</summary>
    /// <exception cref="OperationFailedException">It has none.</exception>
    public async Task<IReadOnlyList<Pooler>> RequireAsync(CancellationToken cancellationToken) => await findAsync(cancellationToken) is { Count: > 0 } poolers
        ? poolers
        : throw new OperationFailedException($"No pooler of {pool} runs.", remedy: "./build.sh Status");

    /// <summary>What the pool is doing; null when none of its poolers answers.</summary>
    /// <inheritdoc cref="PgBouncerConsole.ReadPoolAsync" />
    public async Task<PoolStatus?> ReadPoolAsync(string database, CancellationToken cancellationToken) =>
        PoolStatus.Sum(pool, await AskAsync(console => console.ReadPoolAsync(database, cancellationToken), cancellationToken));

    /// <summary>What the pool has done since it started; null when one of its poolers does not answer.</summary>
    /// <inheritdoc cref="PgBouncerConsole.ReadTotalsAsync" />
    public async Task<PoolTotals?> ReadTotalsAsync(string database, CancellationToken cancellationToken)
    {
        var totals = await AskAsync(console => console.ReadTotalsAsync(database, cancellationToken), cancellationToken);
        return totals.Count == 0 || totals.Contains(null) ? null : totals.Aggregate((one, other) => one! + other!);
    }

    /// <inheritdoc cref="PgBouncerConsole.KeepsPreparedStatementsAsync" />
    public async Task<bool> KeepsPreparedStatementsAsync(CancellationToken cancellationToken) =>
        (await Task.WhenAll((await RequireAsync(cancellationToken)).Select(pooler => Console(pooler).KeepsPreparedStatementsAsync(cancellationToken)))).All(keeps => keeps);

    /// <inheritdoc cref="PgBouncerConsole.ReconnectAsync" />
    public async Task ReconnectAsync(CancellationToken cancellationToken) => await Task.WhenAll(
        (await findAsync(cancellationToken)).Select(pooler => Console(pooler).ReconnectAsync(cancellationToken)));

    /// <summary>Lets the clients go on, however they were paused.</summary>
    /// <returns>Whether any of them had to wait before.</returns>
    /// <exception cref="CommandFailedException">A pooler does not answer, or the account may not.</exception>
    public async Task<bool> ResumeAsync(string database, CancellationToken cancellationToken)
    {
        var resumed = await Task.WhenAll((await findAsync(cancellationToken)).Select(async pooler =>
            await Console(pooler).ResumeAsync(database, cancellationToken) | (pooler.Guard is { Scope: null } && await Console(pooler).ResumeAsync(null, cancellationToken))));
        return resumed.Contains(true);
    }

    /// <summary>Whether clients of any pooler wait; null when none of them answers.</summary>
    public async Task<bool?> IsPausedAsync(string database, CancellationToken cancellationToken)
    {
        var paused = (await AskAsync(console => console.IsPausedAsync(database, cancellationToken), cancellationToken)).OfType<bool>().ToList();
        return paused.Count == 0 ? null : paused.Contains(true);
    }

    /// <summary>Brings every pooler to its share of the pool's size.</summary>
    /// <returns>Whether something had to change; null when one of them does not answer.</returns>
    public async Task<bool?> EnsureSizeAsync(PoolTopology wanted, CancellationToken cancellationToken)
    {
        var changed = await Task.WhenAll((await findAsync(cancellationToken)).Select(pooler =>
            Console(pooler).EnsureSizeAsync(pooler.Share(wanted).Size, pooler.Share(wanted).ServerConnections, cancellationToken)));
        return changed.Length == 0 || changed.Contains(null) ? null : changed.Contains(true);
    }

    /// <summary>Everybody who is connected to one of the poolers, the consoles aside.</summary>
    /// <exception cref="CommandFailedException">A pooler does not answer.</exception>
    public async Task<IReadOnlyList<PoolClient>> ReadClientsAsync(CancellationToken cancellationToken)
    {
        var poolers = await RequireAsync(cancellationToken);
        var clients = await Task.WhenAll(poolers.Select(async pooler => (await Console(pooler).ReadClientsAsync(cancellationToken))
            .Select(client => poolers.Count == 1 ? client : client with { Id = $"{pooler.Endpoint.Name}{BeforeId}{client.Id}" })));
        return [.. clients.SelectMany(client => client)];
    }

    /// <summary>Ends a client at its pooler, where the release can.</summary>
    /// <param name="id">As <see cref="ReadClientsAsync"/> names it.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>Whether it was ended; false where the release has no such command.</returns>
    /// <exception cref="CommandFailedException">There is no such client.</exception>
    public async Task<bool> TryKillClientAsync(string id, CancellationToken cancellationToken)
    {
        var cut = id.LastIndexOf(BeforeId);
        var poolers = await RequireAsync(cancellationToken);
        var its = cut < 0 ? poolers[0] : poolers.FirstOrDefault(pooler => pooler.Endpoint.Name == id[..cut])
            ?? throw new OperationFailedException($"The pooler of the client '{id}' is gone.", remedy: "./build.sh PoolClients");
        return await Console(its).TryKillClientAsync(id[(cut + 1)..], cancellationToken);
    }

    private PgBouncerConsole Console(Pooler pooler) => new(commands, pooler.Endpoint);

    private async Task<IReadOnlyList<T>> AskAsync<T>(Func<PgBouncerConsole, Task<T>> ask, CancellationToken cancellationToken) =>
        await Task.WhenAll((await findAsync(cancellationToken)).Select(pooler => ask(Console(pooler))));
}
