using Sagaz.Core.Errors;
using Sagaz.Operations.Processes;

namespace Sagaz.Operations.PgBouncer;

/// <summary>One pooler of a <see cref="PoolPause"/>, with the mark by which its guard knows the pause.</summary>
internal sealed class PausedPooler(PgBouncerConsole console, IPauseGuard guard) : IAsyncDisposable
{
    private readonly string mark = Guid.NewGuid().ToString("N");
    private WaitingCommand? resumption;
    private bool isGuarded;

    /// <summary>Pauses it, guarded.</summary>
    public async Task BeginAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        resumption = console.Prepare();
        await guard.BeginAsync(mark, limit, cancellationToken);
        isGuarded = true;
        await console.PauseAsync(guard.Scope, cancellationToken);
    }

    /// <summary>Resumes it, where it may be paused.</summary>
    public async ValueTask DisposeAsync()
    {
        using (resumption)
        {
            if (!isGuarded)
                return;
            // In this order: while the mark is there, somebody else tries too.
            if (!await TryResumeAsync())
                await console.ResumeAsync(guard.Scope, CancellationToken.None);
            await guard.EndAsync(mark, CancellationToken.None);
        }
    }

    /// <summary>By the console that was opened before the pause: to start one takes longer than all that it has to say.</summary>
    private async Task<bool> TryResumeAsync()
    {
        try
        {
            return resumption is not null && (await resumption.EndAsync(PgBouncerConsole.Resumption(guard.Scope) + "\n", CancellationToken.None)).Succeeded;
        }
        catch (DeadlinePassedException)
        {
            // A pooler that was restarted meanwhile: another console finds it.
            return false;
        }
    }
}
