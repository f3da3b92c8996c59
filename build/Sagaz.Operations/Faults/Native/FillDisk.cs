using Sagaz.Core.Errors;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Runtimes.Native;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Faults.Native;

/// <summary>The member can write no file beyond its first 64 KiB, nor can what Patroni starts in its place.</summary>
/// <remarks>
/// A limit of the processes (RLIMIT_FSIZE), so that the machine's disk stays as it is. PostgreSQL ignores SIGXFSZ and
/// gets EFBIG where a full disk gives ENOSPC: it takes the same path, a PANIC when WAL cannot be written.
/// </remarks>
internal sealed class FillDisk(NativeSite site) : IFault
{
    private const int WritableBytes = 65_536;

    public FaultVerb Verb => FaultVerbs.FillDisk;

    public Task BreakAsync(string target, CancellationToken cancellationToken) => LimitAsync(site.ProcessesOf(target), $"{WritableBytes}:", cancellationToken);

    /// <summary>Again and again until none is limited: what was about to be started has inherited the limit.</summary>
    /// <remarks>Twice none, because one look misses a server whose starter, limited too, ended during the look.</remarks>
    public Task HealAsync(string target, CancellationToken cancellationToken)
    {
        var freeLooks = 0;
        return WaitFor.UntilAsync<bool>(
            $"the processes of {target} to write freely",
            Deadlines.Supervised,
            site.Log,
            async token =>
            {
                var limited = site.ProcessesOf(target).Where(IsLimited).ToList();
                await LimitAsync(limited, "unlimited:", token);
                freeLooks = limited.Count == 0 ? freeLooks + 1 : 0;
                return freeLooks > 1 ? true : new NotYet($"{limited.Count} processes could not");
            },
            cancellationToken,
            interval: Deadlines.AskInterval);
    }

    private static bool IsLimited(RunningProcess process)
    {
        try
        {
            return File.ReadLines($"/proc/{process.Id}/limits")
                .Any(line => line.StartsWith("Max file size", StringComparison.Ordinal) && !line.StartsWith("Max file size             unlimited", StringComparison.Ordinal));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It ended between two looks.
            return false;
        }
    }

    private async Task LimitAsync(IEnumerable<RunningProcess> processes, string size, CancellationToken cancellationToken)
    {
        foreach (var process in processes)
        {
            // As the servers' own user: a root without CAP_SYS_RESOURCE may not limit others' processes.
            string[] command = [.. ServerAccount.PrefixOf(null), "/usr/bin/prlimit", "--pid", $"{process.Id}", $"--fsize={size}"];
            var result = await site.Commands.RunAsync(new Command(command[0], command[1..]), cancellationToken: cancellationToken);
            if (!result.Succeeded && RunningProcess.IsAlive(process.Id))
                throw new OperationFailedException($"The file size of {process} could not be limited.", [result.ErrorOutput.Trim()]);
        }
    }
}
