using Xunit.Sdk;

namespace Sagaz.Integration.Tests.Running;

/// <summary>A fact that starts or asks a real cluster; it skips where the programs are missing, and fails there when CI is true.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(ClusterFactDiscoverer.Name, "Sagaz.Integration.Tests")]
public sealed class ClusterFactAttribute : FactAttribute
{
    public ClusterFactAttribute()
    {
        Skip = ClusterTools.SkipReason;
        Timeout = Deadlines.TestMilliseconds;
    }
}
