using System.Globalization;
using System.Text;
using Serilog.Events;
using Serilog.Parsing;

namespace Nuke.Common.Execution;

/// <summary>Writes a log line to the console: <c>19:03:09 [INF] text</c>.</summary>
internal static class ConsoleLine
{
    public static void Write(ConsoleStyle style, LogEvent logEvent)
    {
        var time = logEvent.Timestamp.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        var line = new StringBuilder(style.Paint(ConsoleTone.Secondary, time)).Append(' ');
        AppendLevel(line, style, logEvent.Level);
        AppendMessage(line, style, logEvent);
        line.AppendLine();
        if (logEvent.Exception is { } exception)
            AppendException(line, style, exception);
        Console.Out.Write(line.ToString());
    }

    /// <summary>Writes a line of the section at the run's end: <c>[ERR] Target: text</c>.</summary>
    public static void WriteTrouble(ConsoleStyle style, LogEvent logEvent, string target)
    {
        var line = new StringBuilder();
        AppendLevel(line, style, logEvent.Level);
        line.Append(target).Append(": ");
        AppendMessage(line, style, logEvent);
        Console.Out.WriteLine(line.ToString());
    }

    private static void AppendLevel(StringBuilder line, ConsoleStyle style, LogEventLevel level)
        => line.Append(style.Paint(ConsoleTone.Secondary, "["))
            .Append(style.Paint(Tone(level), LogText.Level3(level)))
            .Append(style.Paint(ConsoleTone.Secondary, "] "));

    private static void AppendMessage(StringBuilder line, ConsoleStyle style, LogEvent logEvent)
    {
        foreach (var token in logEvent.MessageTemplate.Tokens)
        {
            var tone = token is PropertyToken ? ConsoleTone.Scalar : ConsoleTone.Text;
            line.Append(style.Paint(tone, LogText.Token(logEvent, token)));
        }
    }

    private static void AppendException(StringBuilder text, ConsoleStyle style, Exception exception)
    {
        foreach (var line in exception.ToString().Split('\n'))
        {
            var tone = line.StartsWith("   ", StringComparison.Ordinal) ? ConsoleTone.Secondary : ConsoleTone.Text;
            text.AppendLine(style.Paint(tone, line.TrimEnd('\r')));
        }
    }

    private static ConsoleTone Tone(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose => ConsoleTone.Verbose,
        LogEventLevel.Debug => ConsoleTone.Debug,
        LogEventLevel.Information => ConsoleTone.Information,
        LogEventLevel.Warning => ConsoleTone.Warning,
        LogEventLevel.Error => ConsoleTone.Error,
        _ => ConsoleTone.Fatal,
    };
}
