using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Faults.Native;

/// <summary>Damages the WAL in a member's data folder while its Patroni stands still.</summary>
internal sealed class WalScribble(NativeSite site) : IWalDamage
{
    private const int Page = 8192;
    private const int SegmentName = 24;

    public Task ScribbleAsync(string member, CancellationToken cancellationToken)
    {
        var patroni = site.RequireService(member);
        // Patroni would start the server between the kill and the scribbling.
        patroni.Send(Signal.Stop);
        foreach (var process in site.ServerOf(member))
            process.Send(Signal.Kill);
        var noise = new byte[Page];
        new Random(1).NextBytes(noise);
        var segments = new DirectoryInfo(Path.Combine(site.Layout.DataOf(member), "pg_wal")).EnumerateFiles().Where(file => file.Name.Length == SegmentName);
        foreach (var file in segments)
        {
            using var segment = file.OpenWrite();
            segment.Write(noise);
        }
        patroni.Send(Signal.Continue);
        return Task.CompletedTask;
    }

    public Task ReleaseAsync(string member, CancellationToken cancellationToken)
    {
        site.ServiceOf(member)?.Send(Signal.Continue);
        return Task.CompletedTask;
    }

    public async Task WipeAsync(string member, CancellationToken cancellationToken)
    {
        if (site.ServiceOf(member) is { } patroni)
        {
            await site.Supervisor.LeaveDownAsync(member, cancellationToken);
            patroni.Send(Signal.Kill);
        }
        foreach (var process in site.ServerOf(member))
            process.Send(Signal.Kill);
        await WaitFor.UntilAsync<bool>(
            $"{member} to end",
            Deadlines.ServiceStopped,
            site.Log,
            _ => Task.FromResult<Observation<bool>>(
                site.ServerOf(member).Count == 0 && site.ServiceOf(member) is null ? true : new NotYet("it still runs")),
            cancellationToken);
        if (Directory.Exists(site.Layout.DataOf(member)))
            Directory.Delete(site.Layout.DataOf(member), recursive: true);
        await site.Supervisor.StartAsync([member], cancellationToken);
    }
}
