using Sagaz.Core.Status;
using Sagaz.Operations.Pipeline;

namespace Shell;

/// <summary>Results that are printed as they are, without a log's time in front.</summary>
static class Terminal
{
    public static void Print(string line) => Console.WriteLine(line);

    public static void Print(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            Print(line);
    }

    public static void Print(ClusterStatus status, bool asJson) => Print(asJson ? [status.ToJson()] : status.ToLines());

    /// <summary>The passwords that the user asked to see were never given to the mask of this run.</summary>
    public static Task PrintAsync(IEnumerable<string> lines)
    {
        Print(lines);
        return Task.CompletedTask;
    }

    public static Confirmation Confirmation(bool isGiven) => new(isGiven, Console.IsInputRedirected ? null : Ask);

    private static string? Ask(string question)
    {
        Console.Write(question);
        Console.Out.Flush();
        return Console.ReadLine();
    }
}
