namespace Sagaz.Core.Failover;

/// <summary>When a scenario's fault is healed.</summary>
public enum ScenarioEnd
{
    /// <summary>It is over by itself: what was killed is started again.</summary>
    Itself,

    /// <summary>Once clients are served again, or were never hindered, whatever is still broken.</summary>
    Served,

    /// <summary>After a fixed time: clients are served only then, or it is the time that is the test.</summary>
    Held,
}
