namespace Sagaz.Operations.Runtimes;

/// <summary>Whether one service of a cluster runs.</summary>
/// <param name="Name">Service name, e.g. <c>pgbouncer-rw</c>.</param>
/// <param name="ProcessId">Its process; null when it does not run.</param>
public sealed record ServiceState(string Name, int? ProcessId)
{
    /// <summary>Whether it runs.</summary>
    public bool IsRunning => ProcessId is not null;
}
