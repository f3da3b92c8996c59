namespace Sagaz.Core.Partitions;

/// <summary>How maintenance waits for a lock that others queue behind: shortly, and again after a pause of random length.</summary>
/// <remarks>The longest that a writer is held up is one <see cref="LockTimeout"/> and the step itself.</remarks>
public sealed record LockPatience
{
    /// <summary>How long one attempt waits in the queue; 100 ms by default.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Attempts before the step is postponed to the next run; 10 by default, at least 1.</summary>
    public int Attempts { get; init; } = 10;

    /// <summary>The longest first pause; each further one may be half as long again. 100 ms by default.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The pause after an attempt, between half and all of its longest, so that two who collide part.</summary>
    /// <param name="attempt">1 for the first.</param>
    /// <param name="jitter">0 to 1.</param>
    public TimeSpan PauseAfter(int attempt, double jitter) =>
        FirstPause * Math.Pow(1.5, attempt - 1) * (0.5 + Math.Clamp(jitter, 0, 1) / 2);
}
