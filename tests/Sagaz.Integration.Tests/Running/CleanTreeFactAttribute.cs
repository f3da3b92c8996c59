using System.Diagnostics;
using Xunit.Sdk;

namespace Sagaz.Integration.Tests.Running;

/// <summary>A cluster's fact that deploys production, which is refused from a changed work tree; where CI is true the tree must be clean.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(ClusterFactDiscoverer.Name, "Sagaz.Integration.Tests")]
public sealed class CleanTreeFactAttribute : FactAttribute
{
    public CleanTreeFactAttribute()
    {
        Skip = ClusterTools.SkipReason ?? Explain();
        Timeout = Deadlines.TestMilliseconds;
    }

    /// <summary>Null where a test can run.</summary>
    internal static string? Explain()
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
            return null;
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", RepositoryRoot.Folder, "status", "--porcelain"]) { RedirectStandardOutput = true })!;
        var changed = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return changed.Length == 0 ? null : "Production is deployed from committed files only: commit first.";
    }
}
