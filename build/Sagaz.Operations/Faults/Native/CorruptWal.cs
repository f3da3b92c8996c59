using Sagaz.Core.Errors;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Faults.Native;

/// <summary>Kills a replica's server and overwrites the first page of each of its WAL files.</summary>
/// <remarks>
/// Its restart finds no checkpoint in its own WAL. It may fetch it from the leader; where it cannot, healing removes the
/// member's data, and Patroni clones it anew.
/// </remarks>
internal sealed class CorruptWal(NativeSite site) : IFault
{
    private const int Page = 8192;
    private static readonly TimeSpan OwnRecovery = TimeSpan.FromSeconds(15);

    public string Name => "corrupt-wal";

    public string Description => "the replica's server is killed and its WAL overwritten";

    public FaultSubject Subject => FaultSubject.Replica;

    public Task BreakAsync(string target, CancellationToken cancellationToken)
    {
        var patroni = site.RequireService(target);
        // Patroni would start the server between the kill and the scribbling.
        patroni.Send(Signal.Stop);
        foreach (var process in site.ServerOf(target))
            process.Send(Signal.Kill);
        var noise = new byte[Page];
        new Random(1).NextBytes(noise);
        foreach (var file in new DirectoryInfo(Path.Combine(site.Layout.DataOf(target), "pg_wal")).EnumerateFiles().Where(file => file.Name.Length == 24))
        {
            using var segment = file.OpenWrite();
            segment.Write(noise);
        }
        patroni.Send(Signal.Continue);
        return Task.CompletedTask;
    }

    public async Task HealAsync(string target, CancellationToken cancellationToken)
    {
        site.ServiceOf(target)?.Send(Signal.Continue);
        try
        {
            await WaitFor.UntilAsync<bool>($"{target} to stream again", OwnRecovery, site.Log, _ => Task.FromResult(Streams(target)), cancellationToken);
        }
        catch (DeadlinePassedException)
        {
            site.Log.Information($"{target} does not find its way back: its data is removed and cloned anew");
            await WipeAsync(target, cancellationToken);
        }
    }

    private Observation<bool> Streams(string target) =>
        site.ServerOf(target).Any(process => process.CommandLine.Any(word => word.Contains("walreceiver streaming", StringComparison.Ordinal)))
            ? true
            : new NotYet("its server has no WAL receiver that streams");

    private async Task WipeAsync(string target, CancellationToken cancellationToken)
    {
        if (site.ServiceOf(target) is { } patroni)
        {
            await site.Supervisor.LeaveDownAsync(target, cancellationToken);
            patroni.Send(Signal.Kill);
        }
        foreach (var process in site.ServerOf(target))
            process.Send(Signal.Kill);
        await WaitFor.UntilAsync<bool>(
            $"the server of {target} to end",
            Deadlines.ServiceStopped,
            site.Log,
            _ => Task.FromResult<Observation<bool>>(site.ServerOf(target).Count == 0 ? true : new NotYet("it still runs")),
            cancellationToken);
        Directory.Delete(site.Layout.DataOf(target), recursive: true);
        await site.Supervisor.StartAsync([target], cancellationToken);
    }
}
