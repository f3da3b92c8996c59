using Serilog.Core;
using Serilog.Events;

namespace Nuke.Common.Execution;

/// <summary>Sends each log line to the console, the files, the host and the list of troubles.</summary>
internal sealed class RunSink(Session session, LogFiles files) : ILogEventSink, IDisposable
{
    private readonly Lock gate = new();

    public void Emit(LogEvent logEvent)
    {
        var target = Logging.CurrentTarget;
        lock (gate)
        {
            if (session.Host.FilterMessage(logEvent.MessageTemplate.Text))
                return;

            Report(logEvent, target);
            if (logEvent.Level >= Logging.LevelSwitch.MinimumLevel)
                ConsoleLine.Write(session.Host.Style, logEvent);
            files?.Write(logEvent, target);
        }
    }

    public void Dispose() => files?.Dispose();

    private void Report(LogEvent logEvent, string target)
    {
        if (logEvent.Level < LogEventLevel.Warning)
            return;

        if (logEvent.MessageTemplate.Text.Length > 0)
            session.Troubles.Add(logEvent, target);
        if (logEvent.Level == LogEventLevel.Warning)
            session.Host.ReportWarning(LogText.Message(logEvent));
        else
            session.Host.ReportError(LogText.Message(logEvent));
    }
}
