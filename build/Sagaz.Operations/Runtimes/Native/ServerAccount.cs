using Sagaz.Operations.Processes;

namespace Sagaz.Operations.Runtimes.Native;

/// <summary>The user that the servers run as: PostgreSQL refuses root, so root lends them the <c>postgres</c> user.</summary>
internal sealed class ServerAccount(CommandRunner commands)
{
    private const string Name = "postgres";

    /// <summary>Whether the servers run as another user than we do.</summary>
    public static bool IsLent => Environment.IsPrivilegedProcess;

    /// <summary>What comes before a server's command line.</summary>
    /// <param name="group">A group of the service's own, by number, which marks its processes for the packet filter; null for none.</param>
    public static IReadOnlyList<string> PrefixOf(int? group) => IsLent
        ? ["/usr/bin/setpriv", $"--reuid={Name}", $"--regid={Name}", group is null ? "--init-groups" : $"--groups={group}", "--no-new-privs"]
        : [];

    /// <summary>The command that runs a line as the servers' user, in a folder that it may enter.</summary>
    public static Command Run(IReadOnlyList<string> line)
    {
        var whole = PrefixOf(null).Concat(line).ToList();
        return new Command(whole[0], [.. whole.Skip(1)]) { WorkingDirectory = "/" };
    }

    /// <summary>Gives files or whole folders to the servers' user.</summary>
    public async Task OwnAsync(IReadOnlyList<string> paths, bool recursively, CancellationToken cancellationToken)
    {
        if (!IsLent || paths.Count == 0)
            return;
        string[] arguments = recursively ? ["-R", $"{Name}:{Name}", "--"] : [$"{Name}:{Name}", "--"];
        (await commands.RunAsync(new Command("/bin/chown", [.. arguments, .. paths]), cancellationToken: cancellationToken)).Require();
    }

    /// <summary>Whether the servers' user can enter a folder: everybody may enter it and all above it.</summary>
    /// <remarks>Asked of the file modes, because the user itself comes only with PostgreSQL's package.</remarks>
    public static bool CanEnter(string folder)
    {
        if (!IsLent || OperatingSystem.IsWindows())
            return true;
        for (var above = new DirectoryInfo(folder); above is not null; above = above.Parent)
        {
            if (!above.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
                return false;
        }
        return true;
    }

    /// <summary>Lets the servers' user enter a folder of ours that a stricter umask closed, and those above it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="below">The uppermost of them that is ours.</param>
    public static void LetEnter(string folder, string below)
    {
        if (!IsLent || OperatingSystem.IsWindows())
            return;
        for (var own = new DirectoryInfo(folder); own is not null && (own.FullName == below || own.FullName.StartsWith(below + "/", StringComparison.Ordinal)); own = own.Parent)
        {
            if (!own.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
                own.UnixFileMode |= UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        }
    }
}
