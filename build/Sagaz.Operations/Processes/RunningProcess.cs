using System.Globalization;
using System.Runtime.InteropServices;

namespace Sagaz.Operations.Processes;

/// <summary>A process of this machine, as /proc shows it.</summary>
/// <param name="Id">Process id.</param>
/// <param name="CommandLine">Program and arguments; empty for a kernel thread or a process that just ended.</param>
public sealed partial record RunningProcess(int Id, IReadOnlyList<string> CommandLine)
{
    /// <summary>All processes whose command line this user may read; ended ones that nobody has collected are left out.</summary>
    public static IEnumerable<RunningProcess> All() => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
        .Where(id => id > 0)
        .Select(id => new RunningProcess(id, ReadCommandLine(id)))
        .Where(process => process.CommandLine.Count > 0);

    /// <summary>Whether an argument is in <paramref name="folder"/> or below it.</summary>
    public bool Mentions(string folder) => CommandLine.Any(argument =>
        argument.Contains(folder + "/", StringComparison.Ordinal) || argument.EndsWith(folder, StringComparison.Ordinal));

    /// <summary>One process; null when it does not run: a killed one stays as a zombie without a command line for a moment.</summary>
    public static RunningProcess? Find(int id) => ReadCommandLine(id) is { Count: > 0 } line ? new RunningProcess(id, line) : null;

    /// <summary>Whether a process still runs.</summary>
    public static bool IsAlive(int id) => Find(id) is not null;

    /// <summary>Sends a signal; false when the process is gone already.</summary>
    /// <param name="signal">Number of the signal, e.g. 1 for SIGHUP.</param>
    public bool Send(int signal) => Kill(Id, signal) == 0;

    /// <inheritdoc />
    public override string ToString() => $"{Id} ({string.Join(' ', CommandLine)})";

    private static IReadOnlyList<string> ReadCommandLine(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It ended between two looks.
            return [];
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
