using System.Globalization;
using Serilog.Events;
using Serilog.Parsing;

namespace Nuke.Common.Execution;

/// <summary>A log line's parts as text.</summary>
internal static class LogText
{
    public static string Level3(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose => "VRB",
        LogEventLevel.Debug => "DBG",
        LogEventLevel.Information => "INF",
        LogEventLevel.Warning => "WRN",
        LogEventLevel.Error => "ERR",
        _ => "FTL",
    };

    public static string Message(LogEvent logEvent)
        => string.Concat(logEvent.MessageTemplate.Tokens.Select(x => Token(logEvent, x)));

    /// <summary>A piece of the message; strings come without the quotes that Serilog would put around them.</summary>
    public static string Token(LogEvent logEvent, MessageTemplateToken token)
    {
        if (token is not PropertyToken named)
            return token.ToString();
        if (!logEvent.Properties.TryGetValue(named.PropertyName, out var value))
            return named.ToString();
        if (value is ScalarValue { Value: string text })
            return Align(text, named.Alignment);

        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        value.Render(writer, named.Format, CultureInfo.InvariantCulture);
        return Align(writer.ToString(), named.Alignment);
    }

    private static string Align(string text, Alignment? alignment) => alignment switch
    {
        null => text,
        { Direction: AlignmentDirection.Left } left => text.PadRight(left.Width),
        { } right => text.PadLeft(right.Width),
    };
}
