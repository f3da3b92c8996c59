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

    /// <summary>Whether this user may set rules of the packet filter; where CI is true it must.</summary>
    public static bool CanFilterPackets { get; } = IsCi || (Environment.IsPrivilegedProcess && IsInstalled("iptables"));

    /// <summary>Whether a process can be given another clock; where CI is true it must.</summary>
    public static bool CanSkewClocks { get; } = IsCi || Directory.Exists("/usr/lib/x86_64-linux-gnu/faketime") || Directory.Exists("/usr/lib/aarch64-linux-gnu/faketime");

    private static bool IsCi => Environment.GetEnvironmentVariable("CI") == "true";

    private static string? Explain(IEnumerable<string> programs)
    {
        if (IsCi)
            return null;
        if (!OperatingSystem.IsLinux())
            return "The native runtime needs Linux.";
        var missing = programs.Where(program => !IsInstalled(program)).ToList();
        return missing.Count == 0 ? null : $"{string.Join(", ", missing)} not installed: ./build.sh Tools";
    }

    public static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Any(folder => File.Exists(Path.Combine(folder, program)));
}
