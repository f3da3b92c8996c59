namespace Sagaz.Integration.Tests.Running;

/// <summary>The programs without which no cluster starts.</summary>
internal static class ClusterTools
{
    private static readonly string[] Programs = ["patroni", "etcd", "haproxy", "pgbouncer", "runsvdir", "psql"];
    private const string BackupProgram = "pgbackrest";
    private static readonly string[] MonitoringPrograms =
        ["prometheus", "prometheus-alertmanager", "prometheus-node-exporter", "prometheus-postgres-exporter", "prometheus-pgbouncer-exporter"];

    /// <summary>Null where a test can run. Where CI is true it must run: <c>Up</c> installs what is missing, or the test fails.</summary>
    public static string? SkipReason { get; } = Explain(Programs);

    /// <summary>The same for a cluster that is watched.</summary>
    public static string? MonitoringSkipReason { get; } = Explain([.. Programs, .. MonitoringPrograms, BackupProgram]);

    /// <summary>The same for a cluster that makes backups.</summary>
    public static string? BackupSkipReason { get; } = Explain([.. Programs, BackupProgram]);

    private static string? Explain(IEnumerable<string> programs)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
            return null;
        if (!OperatingSystem.IsLinux())
            return "The native runtime needs Linux.";
        var missing = programs.Where(program => !IsInstalled(program)).ToList();
        return missing.Count == 0 ? null : $"{string.Join(", ", missing)} not installed: ./build.sh Tools";
    }

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Any(folder => File.Exists(Path.Combine(folder, program)));
}
