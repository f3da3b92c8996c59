namespace Sagaz.Operations.PgBouncer;

/// <summary>One pooler of a <see cref="PoolPause"/>, with the mark by which its guard knows the pause.</summary>
internal sealed class PausedPooler(PgBouncerConsole console, IPauseGuard guard)
{
    private readonly string mark = Guid.NewGuid().ToString("N");
    private bool isGuarded;

    public async Task BeginAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        await guard.BeginAsync(mark, limit, cancellationToken);
        isGuarded = true;
        await console.PauseAsync(guard.Scope, cancellationToken);
    }

    /// <summary>Resumes it, where it may be paused.</summary>
    public async Task EndAsync()
    {
        if (!isGuarded)
            return;
        // In this order: while the mark is there, somebody else tries too.
        await console.ResumeAsync(guard.Scope, CancellationToken.None);
        await guard.EndAsync(mark, CancellationToken.None);
    }
}
