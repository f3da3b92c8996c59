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

    /// <summary>Whether its current folder is <paramref name="folder"/>; false where that may not be seen.</summary>
    public bool WorksIn(string folder) => LinkOf("cwd") == folder;

    /// <summary>The program that it runs; null where that may not be seen.</summary>
    public string? Executable() => LinkOf("exe");

    /// <summary>A variable that it was started with; null where it has none of the name, or they may not be seen.</summary>
    public string? Variable(string name)
    {
        try
        {
            return File.ReadAllText($"/proc/{Id}/environ").Split('\0').FirstOrDefault(variable => variable.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It ended between two looks, or is another user's.
            return null;
        }
    }

    /// <summary>The process that started it, or adopted it; 0 when it ended.</summary>
    public int ParentId() => StatusOf("PPid:") is [var parent] ? int.Parse(parent, CultureInfo.InvariantCulture) : 0;

    /// <summary>Numbers of its supplementary groups.</summary>
    public IReadOnlyList<int> Groups() => [.. StatusOf("Groups:").Select(group => int.Parse(group, CultureInfo.InvariantCulture))];

    /// <summary>Whether it was stopped (SIGSTOP).</summary>
    public bool IsStopped() => StatusOf("State:") is ["T", ..];

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

    private string? LinkOf(string name)
    {
        try
        {
            return Directory.ResolveLinkTarget($"/proc/{Id}/{name}", returnFinalTarget: false)?.FullName;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It ended between two looks, or is another user's.
            return null;
        }
    }

    private string[] StatusOf(string key)
    {
        try
        {
            var line = File.ReadLines($"/proc/{Id}/status").FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal));
            return line?[key.Length..].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [];
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
