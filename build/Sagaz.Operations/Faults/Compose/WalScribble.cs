using Docker.DotNet.Models;

namespace Sagaz.Operations.Faults.Compose;

/// <summary>Damages the WAL in a member's volume while its container is down.</summary>
internal sealed class WalScribble(ComposeSite site) : IWalDamage
{
    private const string Scribble = "for segment in \"$1\"/pg_wal/????????????????????????; do head -c 8192 /dev/urandom | dd of=\"$segment\" bs=8192 count=1 conv=notrunc status=none; done";
    private const string Wipe = "rm -rf \"$1\"";

    public async Task ScribbleAsync(string member, CancellationToken cancellationToken)
    {
        await site.StopAsync(member, cancellationToken);
        await InVolumeAsync(member, Scribble, cancellationToken);
        await site.StartAsync(member, cancellationToken);
    }

    public Task ReleaseAsync(string member, CancellationToken cancellationToken) => site.StartAsync(member, cancellationToken);

    public async Task WipeAsync(string member, CancellationToken cancellationToken)
    {
        if (await site.IsRunningAsync(member, cancellationToken))
            await site.StopAsync(member, cancellationToken);
        await InVolumeAsync(member, Wipe, cancellationToken);
        await site.StartAsync(member, cancellationToken);
    }

    private async Task InVolumeAsync(string member, string script, CancellationToken cancellationToken)
    {
        var container = await site.FindAsync(member, cancellationToken);
        // The data belong to the containers' own user, and only that user enters its folder.
        await site.HelpAsync(
            FaultVerbs.CorruptWal, container, [script, "sh", ServerProcesses.Data], new HostConfig { VolumesFrom = [container.ID], CapAdd = ["DAC_OVERRIDE"] }, cancellationToken);
    }
}
