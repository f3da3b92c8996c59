using System.Globalization;
using Nuke.Common.IO;
using Serilog.Events;

namespace Nuke.Common.Execution;

/// <summary>build.log of the last run, and one build.&lt;time&gt;.log for each of the last runs.</summary>
internal sealed class LogFiles : IDisposable
{
    private const int EarlierRuns = 5;
    private const int TargetWidth = 20;

    private readonly StreamWriter last;
    private readonly StreamWriter dated;

    private LogFiles(StreamWriter last, StreamWriter dated)
    {
        this.last = last;
        this.dated = dated;
    }

    public static LogFiles Open(AbsolutePath directory)
    {
        var earlier = Directory.GetFiles(directory, "build.*.log").OrderDescending(StringComparer.Ordinal);
        foreach (var file in earlier.Skip(EarlierRuns))
            File.Delete(file);

        var now = DateTime.Now.ToString("yyyy-MM-dd_HH-mm-ss", CultureInfo.InvariantCulture);
        return new LogFiles(
            Writer(directory / "build.log", FileMode.Create),
            Writer(directory / $"build.{now}.log", FileMode.Append));
    }

    public void Write(LogEvent logEvent, string target)
    {
        var level = LogText.Level3(logEvent.Level)[0];
        var name = target.Length > TargetWidth ? target[..TargetWidth] : target.PadRight(TargetWidth);
        var text = $"{level} | {name} | {LogText.Message(logEvent)}";
        if (logEvent.Exception is { } exception)
            text += Environment.NewLine + exception;

        last.WriteLine($"{logEvent.Timestamp.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)} | {text}");
        dated.WriteLine(text);
    }

    public void Dispose()
    {
        last.Dispose();
        dated.Dispose();
    }

    // Other builds in the same folder may write at the same time.
    private static StreamWriter Writer(AbsolutePath file, FileMode mode)
        => new(new FileStream(file, mode, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)) { AutoFlush = true };
}
