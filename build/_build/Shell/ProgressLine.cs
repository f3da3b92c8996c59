using Sagaz.Operations.Load.Driving;
using Serilog;

namespace Shell;

/// <summary>A running load on the terminal: one line that is written over, or a line every five seconds where there is none.</summary>
sealed class ProgressLine : IDisposable
{
    private const int SecondsPerLine = 5;
    private readonly bool isTerminal = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "dumb");
    private string stage = "";
    private int shown;

    public void Show(LoadProgress progress)
    {
        if (isTerminal)
        {
            var line = progress.ToString();
            Console.Write($"\r{line.PadRight(shown)}");
            Console.Out.Flush();
            shown = line.Length;
        }
        else if (progress.Stage != stage || (int)progress.At % SecondsPerLine == 0)
        {
            stage = progress.Stage;
            Log.Information("{Line:l}", progress.ToString());
        }
    }

    public void Dispose()
    {
        if (shown > 0)
            Console.WriteLine();
    }
}
