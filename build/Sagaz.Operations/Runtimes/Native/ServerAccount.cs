using Sagaz.Core.Errors;
using Sagaz.Operations.Processes;

namespace Sagaz.Operations.Runtimes.Native;

/// <summary>The user that the servers run as: PostgreSQL refuses root, so root lends them the <c>postgres</c> user.</summary>
internal sealed class ServerAccount(CommandRunner commands)
{
    private const string Name = "postgres";

    /// <summary>Whether the servers run as another user than we do.</summary>
    public static bool IsLent => Environment.IsPrivilegedProcess;

    /// <summary>What comes before a server's command line.</summary>
    public static IReadOnlyList<string> Prefix => IsLent
        ? ["/usr/bin/setpriv", $"--reuid={Name}", $"--regid={Name}", "--init-groups", "--no-new-privs"]
        : [];

    /// <summary>Gives files or whole folders to the servers' user.</summary>
    public async Task OwnAsync(IReadOnlyList<string> paths, bool recursively, CancellationToken cancellationToken)
    {
        if (!IsLent || paths.Count == 0)
            return;
        string[] arguments = recursively ? ["-R", $"{Name}:{Name}", "--"] : [$"{Name}:{Name}", "--"];
        (await commands.RunAsync(new Command("/bin/chown", [.. arguments, .. paths]), cancellationToken: cancellationToken)).Require();
    }

    /// <summary>Whether the servers' user can enter a folder.</summary>
    public async Task<bool> CanEnterAsync(string folder, CancellationToken cancellationToken)
    {
        if (!IsLent)
            return true;
        var tried = await commands.RunAsync(
            new Command(Prefix[0], [.. Prefix.Skip(1), "/usr/bin/test", "-x", folder]), cancellationToken: cancellationToken);
        return tried.ExitCode switch
        {
            0 => true,
            1 => false,
            _ => throw new PreconditionException($"The user '{Name}', which the servers run as, cannot be used.", [tried.ErrorOutput.Trim()], "install the package postgresql-common"),
        };
    }
}
