using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Processes;

namespace Sagaz.Integration.Tests.Clusters;

/// <summary>The folders <c>.sagaz/&lt;environment&gt;+&lt;offset&gt;</c> of a root.</summary>
internal static class StateFolders
{
    private const int KillSignal = 9;

    /// <summary>The folder, a link to it resolved; it need not exist.</summary>
    public static string Of(string root, string environment, int offset)
    {
        var folder = new DirectoryInfo(Path.Combine(root, ".sagaz", $"{environment}+{offset}"));
        return folder.LinkTarget ?? folder.FullName;
    }

    /// <summary>Environments that have a state folder at this offset.</summary>
    public static IReadOnlyList<string> Environments(string root, int offset)
    {
        var all = Path.Combine(root, ".sagaz");
        return Directory.Exists(all)
            ? [.. Directory.GetFileSystemEntries(all, $"*+{offset}").Select(entry => Path.GetFileName(entry).Split('+')[0])]
            : [];
    }

    /// <summary>Stops and removes a cluster; where <c>Down</c> cannot, its processes are killed and its folder deleted.</summary>
    /// <remarks>A <c>Down</c> that fails is for its own test to report: here it would hide why the test before it failed.</remarks>
    public static async Task PurgeAsync(string root, string environment, int offset)
    {
        await Programs.BuildAsync(["Down", "--purge", "--yes", "--env", environment, "--port-offset", $"{offset}", "--root", root, "--no-logo"]);
        var folder = Of(root, environment, offset);
        // Supervisors come first, or they would start the others again.
        foreach (var process in Processes(folder).OrderByDescending(process => Path.GetFileName(process.CommandLine[0]).StartsWith("runsv", StringComparison.Ordinal)))
            process.Send(KillSignal);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        var link = new FileInfo(Path.Combine(root, ".sagaz", $"{environment}+{offset}"));
        if (link.LinkTarget is not null)
            link.Delete();
    }

    /// <summary>Processes whose command line names a state folder, or that work in it.</summary>
    public static IReadOnlyList<RunningProcess> Processes(string folder) =>
        [.. RunningProcess.All().Where(process => process.Id != Environment.ProcessId && (process.Mentions(folder) || WorksIn(process, folder)))];

    private static bool WorksIn(RunningProcess process, string folder)
    {
        try
        {
            return new DirectoryInfo($"/proc/{process.Id}/cwd").LinkTarget?.StartsWith(folder + "/", StringComparison.Ordinal) ?? false;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It ended between two looks, or is another user's.
            return false;
        }
    }
}
