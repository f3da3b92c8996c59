using Serilog.Events;

namespace Nuke.Common.Execution;

/// <summary>The run's warnings and errors, kept for the section at its end.</summary>
internal sealed class Troubles
{
    private readonly List<(LogEvent Event, string Target)> lines = [];

    public IReadOnlyList<(LogEvent Event, string Target)> Lines
    {
        get
        {
            lock (lines)
                return [.. lines];
        }
    }

    public void Add(LogEvent logEvent, string target)
    {
        lock (lines)
            lines.Add((logEvent, target));
    }
}
