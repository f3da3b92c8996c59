using Nuke.Common.Execution;
using Nuke.Common.Tooling;

// They are instance members in NUKE.
#pragma warning disable CA1822

namespace Nuke.Common.CI.GitHubActions;

public partial class GitHubActions
{
    internal override ConsoleStyle Style => ConsoleStyle.Ansi;

    /// <summary>Begins a group that folds.</summary>
    public void Group(string group) => WriteCommand("group", group);

    /// <summary>Ends a group.</summary>
    public void EndGroup(string group) => WriteCommand("endgroup", group);

    /// <summary>Writes a line that only debug runs show.</summary>
    public void WriteDebug(string message) => WriteCommand("debug", message);

    /// <summary>Writes an annotation.</summary>
    public void WriteWarning(string message) => WriteCommand("warning", message);

    /// <summary>Writes an annotation.</summary>
    public void WriteError(string message) => WriteCommand("error", message);

    /// <summary>Writes a command: <c>::warning file=a.cs::text</c>.</summary>
    public void WriteCommand(
        string command,
        string message = null,
        Configure<Dictionary<string, object>> dictionaryConfigurator = null)
    {
        var properties = string.Join(',', dictionaryConfigurator.InvokeSafe([]).Select(x => $"{x.Key}={EscapeProperty($"{x.Value}")}"));
        Console.Out.WriteLine($"::{command}{(properties.Length > 0 ? " " : string.Empty)}{properties}::{Escape(message)}");
    }

    /// <inheritdoc/>
    protected internal override IDisposable WriteBlock(string text)
    {
        Group(text);
        return new BlockEnd(() => EndGroup(text));
    }

    /// <inheritdoc/>
    protected internal override void ReportWarning(string text, string details = null) => WriteWarning(text);

    /// <inheritdoc/>
    protected internal override void ReportError(string text, string details = null) => WriteError(text);

    /// <summary>Hands commands that a tool has written to the server as they are.</summary>
    protected internal override bool FilterMessage(string message)
    {
        if (!message.StartsWith("::", StringComparison.Ordinal) && !message.StartsWith("##[", StringComparison.Ordinal))
            return false;

        Console.Out.WriteLine(message);
        return true;
    }

    private static string Escape(string text)
        => text?.Replace("%", "%25", StringComparison.Ordinal)
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string EscapeProperty(string text)
        => Escape(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);

    private sealed class BlockEnd(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
