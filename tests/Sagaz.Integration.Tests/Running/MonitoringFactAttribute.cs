namespace Sagaz.Integration.Tests.Running;

/// <summary>A fact about a watched cluster; it skips where the programs are missing, and fails there when CI is true.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MonitoringFactAttribute : FactAttribute
{
    public MonitoringFactAttribute()
    {
        Skip = ClusterTools.MonitoringSkipReason;
        Timeout = Deadlines.TestMilliseconds;
    }
}
