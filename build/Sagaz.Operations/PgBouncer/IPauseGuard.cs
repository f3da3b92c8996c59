namespace Sagaz.Operations.PgBouncer;

/// <summary>Sees to it that a paused pooler serves again, whatever becomes of whoever paused it.</summary>
/// <remarks>Whoever takes the mark away first resumes, so that a guard never ends somebody else's pause.</remarks>
public interface IPauseGuard
{
    /// <summary>What it can resume: a database by its name, or null for all of them at once.</summary>
    string? Scope { get; }

    /// <summary>Sets a mark; when it is still there after the limit, the pooler is resumed.</summary>
    /// <param name="mark">A name that nobody else uses.</param>
    /// <param name="limit">How long the pause may last.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Core.Errors.SagazException">It cannot watch: nothing may be paused then.</exception>
    Task BeginAsync(string mark, TimeSpan limit, CancellationToken cancellationToken);

    /// <summary>Takes the mark away: the pooler serves again.</summary>
    Task EndAsync(string mark, CancellationToken cancellationToken);
}
