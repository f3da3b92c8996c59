using Sagaz.Core.Errors;
using Sagaz.Operations.Processes;

namespace Sagaz.Operations.PgBouncer;

/// <summary>A pool that lets its clients wait instead of serving them, from its making to its disposal, and never longer than its limit.</summary>
/// <remarks>All its poolers are paused, or none: one that went on would send writers to a leader that is about to end.</remarks>
public sealed class PoolPause : IAsyncDisposable
{
    private readonly IReadOnlyList<PausedPooler> paused;

    private PoolPause(IReadOnlyList<PausedPooler> paused) => this.paused = paused;

    /// <summary>Pauses every pooler of a pool; their clients' transactions end first.</summary>
    /// <param name="commands">Runs what must be run.</param>
    /// <param name="poolers">All of the pool, each as one of its administrators.</param>
    /// <param name="database">The application's database.</param>
    /// <param name="folder">Where guards of this machine keep their marks.</param>
    /// <param name="limit">When the poolers are resumed whatever happens.</param>
    /// <param name="cancellationToken">Resumes at once.</param>
    /// <exception cref="DeadlinePassedException">A transaction did not end in time; every pooler serves again.</exception>
    /// <exception cref="SagazException">A pooler cannot be paused; every other one serves again.</exception>
    public static async Task<PoolPause> BeginAsync(
        CommandRunner commands, IReadOnlyList<Pooler> poolers, string database, string folder, TimeSpan limit, CancellationToken cancellationToken)
    {
        var each = poolers.Select(pooler => new PausedPooler(
            new PgBouncerConsole(commands, pooler.Endpoint), pooler.Guard ?? new LocalPauseGuard(commands, pooler.Endpoint, database, folder))).ToList();
        try
        {
            await Task.WhenAll(each.Select(pooler => pooler.BeginAsync(limit, cancellationToken)));
            return new PoolPause(each);
        }
        catch
        {
            // What cannot be resumed now is resumed by its guard: why it could not be paused says more.
            await Task.WhenAll(each.Select(pooler => pooler.DisposeAsync().AsTask())).ContinueWith(_ => { }, TaskScheduler.Default);
            throw;
        }
    }

    /// <summary>Lets the clients of every pooler go on; one that resists keeps no other from it.</summary>
    public async ValueTask DisposeAsync() => await Task.WhenAll(paused.Select(pooler => pooler.DisposeAsync().AsTask()));
}
