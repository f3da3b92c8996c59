using Sagaz.Core.Errors;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Runtimes.Native;

namespace Sagaz.Operations.Faults.Native;

/// <summary>The member can write no file beyond its first 64 KiB, nor can what Patroni starts in its place.</summary>
/// <remarks>
/// A limit of the processes (RLIMIT_FSIZE), so that the machine's disk stays as it is. PostgreSQL ignores SIGXFSZ and
/// gets EFBIG where a full disk gives ENOSPC: it takes the same path, a PANIC when WAL cannot be written.
/// </remarks>
internal sealed class FillDisk(NativeSite site) : IFault
{
    private const int WritableBytes = 65_536;

    public string Name => "fill-disk";

    public string Description => "the member can write no file beyond 64 KiB, as on a full disk";

    public FaultSubject Subject => FaultSubject.Member;

    public Task BreakAsync(string target, CancellationToken cancellationToken) => LimitAsync(target, $"{WritableBytes}:", cancellationToken);

    public Task HealAsync(string target, CancellationToken cancellationToken) => LimitAsync(target, "unlimited:", cancellationToken);

    private async Task LimitAsync(string target, string size, CancellationToken cancellationToken)
    {
        // Patroni first: what it starts from now on inherits the limit.
        foreach (var process in new[] { site.ServiceOf(target) }.OfType<RunningProcess>().Concat(site.ServerOf(target)))
        {
            // As the servers' own user: a root without CAP_SYS_RESOURCE may not limit others' processes.
            string[] command = [.. ServerAccount.PrefixOf(null), "/usr/bin/prlimit", "--pid", $"{process.Id}", $"--fsize={size}"];
            var result = await site.Commands.RunAsync(new Command(command[0], command[1..]), cancellationToken: cancellationToken);
            if (!result.Succeeded && RunningProcess.IsAlive(process.Id))
                throw new OperationFailedException($"The file size of process {process.Id} of '{target}' could not be limited.", [result.ErrorOutput.Trim()]);
        }
    }
}
