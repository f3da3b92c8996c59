namespace Sagaz.Operations.Faults.Kubernetes;

/// <summary>Damages a member's WAL from inside its pod, while Patroni stands still and starts no server.</summary>
/// <remarks>It takes a second; the kubelet asks after Patroni every ten, and ends the container at the third silence.</remarks>
internal sealed class PodWalScribble(IMemberShell site) : IWalDamage
{
    // What is stopped goes on whatever happens here. A killed server's children notice within a moment; a zombie has no folder.
    private const string Alone = $$"""
        patroni() { for process in /proc/[0-9]*; do if [ "$(cat "$process/comm")" = {{ServerProcesses.PatroniName}} ]; then kill -"$1" "${process#/proc/}"; fi; done; }
        serves() { for process in /proc/[0-9]*; do if [ "$(readlink "$process/cwd")" = "$1" ]; then return 0; fi; done; return 1; }
        trap 'patroni CONT' EXIT
        patroni STOP
        if [ -e "$1/postmaster.pid" ]; then kill -KILL "$(head -n 1 "$1/postmaster.pid")"; fi
        for try in 1 2 3 4 5 6 7 8 9 10; do if serves "$1"; then sleep 0.3; fi; done
        if serves "$1"; then echo "its server does not end" >&2; exit 1; fi

        """;

    private const string Scribble = Alone +
        "for segment in \"$1\"/pg_wal/????????????????????????; do head -c 8192 /dev/urandom | dd of=\"$segment\" bs=8192 count=1 conv=notrunc status=none; done";

    private const string Wipe = Alone + "rm -rf \"$1\"";

    public Task ScribbleAsync(string member, CancellationToken cancellationToken) => site.RunInsideAsync(member, Scribble, cancellationToken, ServerProcesses.Data);

    public Task ReleaseAsync(string member, CancellationToken cancellationToken) => new ServerProcesses(site).ThawPatroniAsync(member, cancellationToken);

    public Task WipeAsync(string member, CancellationToken cancellationToken) => site.RunInsideAsync(member, Wipe, cancellationToken, ServerProcesses.Data);
}
