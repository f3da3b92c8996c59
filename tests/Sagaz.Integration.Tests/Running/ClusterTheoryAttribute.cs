using Xunit.Sdk;

namespace Sagaz.Integration.Tests.Running;

/// <summary>A theory that starts or asks a real cluster; it skips where the programs are missing, and fails there when CI is true.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(ClusterTheoryDiscoverer.Name, "Sagaz.Integration.Tests")]
public sealed class ClusterTheoryAttribute : TheoryAttribute
{
    public ClusterTheoryAttribute()
    {
        Skip = ClusterTools.SkipReason;
        Timeout = Deadlines.TestMilliseconds;
    }
}
