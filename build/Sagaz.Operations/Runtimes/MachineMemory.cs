using System.Globalization;

namespace Sagaz.Operations.Runtimes;

/// <summary>The memory of this machine, or of the control group that we run in; bytes.</summary>
internal static class MachineMemory
{
    private const string Meminfo = "/proc/meminfo";
    private const string GroupLimit = "/sys/fs/cgroup/memory.max";

    public static long TotalBytes() => Math.Min(Read("MemTotal:"), GroupBytes());

    public static long AvailableBytes() => Math.Min(Read("MemAvailable:"), GroupBytes());

    private static long Read(string key)
    {
        var line = File.ReadLines(Meminfo).First(text => text.StartsWith(key, StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    private static long GroupBytes() =>
        File.Exists(GroupLimit) && long.TryParse(File.ReadAllText(GroupLimit), out var limit) ? limit : long.MaxValue;
}
