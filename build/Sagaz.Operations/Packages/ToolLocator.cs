using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Sagaz.Core.Errors;
using Sagaz.Operations.Processes;

namespace Sagaz.Operations.Packages;

/// <summary>Finds tools on this machine and asks them for their version.</summary>
public sealed partial class ToolLocator(CommandRunner commands)
{
    private const string PostgresHome = "/usr/lib/postgresql";
    private static readonly string[] SystemFolders = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];
    // A run asks several times, and some tools take a third of a second to answer.
    private static readonly ConcurrentDictionary<(string File, DateTime Written), Version> Known = new();
    private static readonly TimeSpan VersionDeadline = TimeSpan.FromSeconds(20);

    /// <summary>The path of a program: on the PATH, in the system's folders, or in PostgreSQL's, newest release first.</summary>
    /// <returns>Null when there is none.</returns>
    public static string? Find(string program) =>
        Folders().Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>The path of a tool that has all it needs; null when it or its companion is missing.</summary>
    public static string? Find(Tool tool)
    {
        var file = Find(tool.Program);
        var isDebians = Path.GetDirectoryName(file) is "/usr/bin" or "/bin";
        return isDebians && tool.DebianCompanion is { } companion && !Path.Exists(companion) ? null : file;
    }

    /// <summary>The tool with its version; null when it is not installed.</summary>
    /// <exception cref="PreconditionException">It is older than the oldest version that works.</exception>
    public async Task<InstalledTool?> LocateAsync(Tool tool, CancellationToken cancellationToken)
    {
        if (Find(tool) is not { } file)
            return null;
        var version = await ReadVersionAsync(tool, file, cancellationToken);
        return version >= tool.Minimum
            ? new InstalledTool(tool, file, version)
            : throw new PreconditionException(
                $"{tool.Name} {version} is too old; {tool.Minimum} or newer is needed.",
                ["found: " + file],
                $"install a newer {tool.Name} from the release's backports or its project's own package archive");
    }

    /// <summary>What a program says its version is; it is asked once.</summary>
    /// <exception cref="PreconditionException">It says none.</exception>
    internal async Task<Version> ReadVersionAsync(Tool tool, string file, CancellationToken cancellationToken)
    {
        var key = (file, File.GetLastWriteTimeUtc(file));
        return Known.TryGetValue(key, out var version) ? version : Known[key] = await AskVersionAsync(tool, file, cancellationToken);
    }

    private async Task<Version> AskVersionAsync(Tool tool, string file, CancellationToken cancellationToken)
    {
        if (tool.VersionArguments.Count == 0)
            return tool.Minimum;
        var result = await commands.RunAsync(
            new Command(file, tool.VersionArguments) { Deadline = VersionDeadline }, cancellationToken: cancellationToken);
        var text = result.Require().Output + result.ErrorOutput;
        return VersionPattern().Match(text) is { Success: true } match
            ? Version.Parse(match.Value)
            : throw new PreconditionException($"{tool.Name} did not say its version.", ["command: " + result.Command, "printed: " + text.Trim()]);
    }

    private static IEnumerable<string> Folders()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        var releases = Directory.Exists(PostgresHome)
            ? Directory.GetDirectories(PostgresHome).OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var major) ? major : 0)
            : Enumerable.Empty<string>();
        return [.. releases.Select(folder => Path.Combine(folder, "bin")), .. path, .. SystemFolders];
    }

    [GeneratedRegex(@"\d+\.\d+(\.\d+)?")]
    private static partial Regex VersionPattern();
}
