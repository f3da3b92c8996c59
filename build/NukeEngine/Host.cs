using Nuke.Common.CI.GitHubActions;
using Nuke.Common.Execution;

namespace Nuke.Common;

/// <summary>What a build runs on, and how it looks there.</summary>
public partial class Host
{
    /// <summary>Makes this the host of the run.</summary>
    protected Host()
    {
        Instance = this;
    }

    internal static Host Instance { get; private protected set; }

    internal static IEnumerable<string> Names => [nameof(GitHubActions), nameof(Terminal)];

    internal virtual ConsoleStyle Style => ConsoleStyle.Default;

    /// <summary>Shows a warning in the host's own way.</summary>
    protected internal virtual void ReportWarning(string text, string details = null)
    {
    }

    /// <summary>Shows an error in the host's own way.</summary>
    protected internal virtual void ReportError(string text, string details = null)
    {
    }

    /// <summary>Whether the host takes a log line over, so that it is not logged.</summary>
    protected internal virtual bool FilterMessage(string message) => false;

    internal static Host Detect(string gitHubActions)
        => bool.TryParse(gitHubActions, out var isRunning) && isRunning ? new GitHubActions() : new Terminal();

    internal static Host Create(string name)
        => name.Equals(nameof(GitHubActions), StringComparison.OrdinalIgnoreCase) ? new GitHubActions()
            : name.Equals(nameof(Terminal), StringComparison.OrdinalIgnoreCase) ? new Terminal()
            : throw new FormatException($"Host '{name}' is not one of {string.Join(", ", Names)}");
}
