using Sagaz.Operations.Processes;

namespace Sagaz.Integration.Tests.Running;

/// <summary>Looks at the command line of every process, again and again, for texts that must not be in one.</summary>
internal sealed class CommandLineWatch : IDisposable
{
    private readonly HashSet<string> seen = [];
    private readonly CancellationTokenSource end = new();
    private readonly Task watching;

    /// <param name="forbidden">The texts; asked before every look, since some come into being later.</param>
    public CommandLineWatch(Func<IReadOnlyCollection<string>> forbidden) => watching = WatchAsync(forbidden);

    /// <summary>Ends the watch.</summary>
    /// <returns>The command lines that held one of the texts.</returns>
    public async Task<IReadOnlyCollection<string>> EndAsync()
    {
        await end.CancelAsync();
        await watching;
        return seen;
    }

    public void Dispose()
    {
        end.Cancel();
        end.Dispose();
    }

    private async Task WatchAsync(Func<IReadOnlyCollection<string>> forbidden)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!end.IsCancellationRequested)
        {
            var texts = forbidden();
            seen.UnionWith(RunningProcess.All()
                .Where(process => process.CommandLine.Any(argument => texts.Any(argument.Contains)))
                .Select(process => process.ToString()));
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
