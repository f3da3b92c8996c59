namespace Sagaz.Integration.Tests.Running;

/// <summary>The programs without which no cluster starts.</summary>
internal static class ClusterTools
{
    private static readonly string[] Programs = ["patroni", "etcd", "haproxy", "pgbouncer", "runsvdir", "psql"];

    /// <summary>Null where a test can run. Where CI is true it must run: <c>Up</c> installs what is missing, or the test fails.</summary>
    public static string? SkipReason { get; } = Explain();

    private static string? Explain()
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
            return null;
        if (!OperatingSystem.IsLinux())
            return "The native runtime needs Linux.";
        var missing = Programs.Where(program => !IsInstalled(program)).ToList();
        return missing.Count == 0 ? null : $"{string.Join(", ", missing)} not installed: ./build.sh Tools";
    }

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Any(folder => File.Exists(Path.Combine(folder, program)));
}
