namespace Sagaz.Integration.Tests.Running;

/// <summary>A theory that starts or asks a real cluster; it skips where the programs are missing, and fails there when CI is true.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClusterTheoryAttribute : TheoryAttribute
{
    public ClusterTheoryAttribute()
    {
        Skip = ClusterTools.SkipReason;
        Timeout = Deadlines.TestMilliseconds;
    }
}
