using Nuke.Common.CI;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Nuke.Common.Execution;

/// <summary>Where log lines go.</summary>
public static class Logging
{
    /// <summary>The console's threshold; the log files get everything.</summary>
    public static readonly LoggingLevelSwitch LevelSwitch = new(LogEventLevel.Debug);

    /// <summary>The console's threshold.</summary>
    public static LogLevel Level
    {
        get => LevelSwitch.MinimumLevel switch
        {
            LogEventLevel.Verbose => LogLevel.Trace,
            LogEventLevel.Warning => LogLevel.Warning,
            LogEventLevel.Error => LogLevel.Error,
            _ => LogLevel.Normal,
        };
        set => LevelSwitch.MinimumLevel = value switch
        {
            LogLevel.Trace => LogEventLevel.Verbose,
            LogLevel.Warning => LogEventLevel.Warning,
            LogLevel.Error => LogEventLevel.Error,
            _ => LogEventLevel.Debug,
        };
    }

    /// <summary>The target that log lines belong to.</summary>
    internal static string CurrentTarget { get; set; } = string.Empty;

    internal static void Configure(Session session)
    {
        var files = session.Host is IBuildServer ? null : LogFiles.Open(session.TemporaryDirectory);
        Log.Logger = new LoggerConfiguration()
            .MinimumLevel.Verbose()
            .WriteTo.Sink(new RunSink(session, files))
            .CreateLogger();
    }
}
