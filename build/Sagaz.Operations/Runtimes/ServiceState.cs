namespace Sagaz.Operations.Runtimes;

/// <summary>Whether one service of a cluster runs.</summary>
/// <param name="Name">Service name, e.g. <c>pgbouncer-rw</c>.</param>
/// <param name="ProcessId">Its process; null when it does not run.</param>
/// <param name="Condition">What else there is to say, e.g. <c>paused</c>; null for nothing.</param>
public sealed record ServiceState(string Name, int? ProcessId, string? Condition = null)
{
    /// <summary>The state as people read it.</summary>
    public string Text => Condition ?? (IsRunning ? "running" : "down");

    /// <summary>Whether it runs.</summary>
    public bool IsRunning => ProcessId is not null;
}
