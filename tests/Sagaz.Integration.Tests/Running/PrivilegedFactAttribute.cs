using System.Globalization;

namespace Sagaz.Integration.Tests.Running;

/// <summary>A fact that mounts a file system or seals a folder, which only a root with all its capabilities may.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PrivilegedFactAttribute : FactAttribute
{
    private const int LinuxImmutable = 9;
    private const int SystemAdministration = 21;

    public PrivilegedFactAttribute()
    {
        Skip = ClusterTools.SkipReason ?? (MayDoAnything() ? null : "Needs root with CAP_SYS_ADMIN and CAP_LINUX_IMMUTABLE.");
        Timeout = Deadlines.TestMilliseconds;
    }

    private static bool MayDoAnything()
    {
        const string status = "/proc/self/status";
        if (!File.Exists(status))
            return false;
        var line = File.ReadLines(status).First(text => text.StartsWith("CapEff:", StringComparison.Ordinal));
        var capabilities = ulong.Parse(line.Split('\t')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (capabilities >> LinuxImmutable & 1) == 1 && (capabilities >> SystemAdministration & 1) == 1;
    }
}
