using Sagaz.Operations.Processes;

namespace Sagaz.Operations.Packages;

/// <summary>While it is up, no package starts a service and PostgreSQL's package makes no cluster of its own.</summary>
/// <remarks>
/// Debian's two switches: a policy-rc.d that answers 101 ("action forbidden by policy"), and create_main_cluster.
/// A policy-rc.d that the machine already had is put back, also by the next run when this one was killed.
/// </remarks>
internal sealed class PackagedServiceGuard : IDisposable
{
    // $1 raise|lower. The mark tells our file from one that the machine's owner wrote.
    private const string Script = """
        set -eu
        policy=/usr/sbin/policy-rc.d; kept=/usr/sbin/policy-rc.d.before-sagaz; mark='# sagaz: no service starts while packages are installed'
        drop_in=/etc/postgresql-common/createcluster.d/sagaz.conf
        if [ "$1" = raise ]; then
            if [ -e "$policy" ] && ! grep -qF "$mark" "$policy"; then mv "$policy" "$kept"; fi
            printf '#!/bin/sh\n%s\nexit 101\n' "$mark" > "$policy"; chmod 755 "$policy"
            mkdir -p "${drop_in%/*}"; printf '%s\ncreate_main_cluster = false\n' "$mark" > "$drop_in"
        else
            rm -f "$policy" "$drop_in"
            if [ -e "$kept" ]; then mv "$kept" "$policy"; fi
        fi
        """;

    private readonly CommandRunner commands;
    private readonly Elevation elevation;

    private PackagedServiceGuard(CommandRunner commands, Elevation elevation) =>
        (this.commands, this.elevation) = (commands, elevation);

    public static async Task<PackagedServiceGuard> RaiseAsync(CommandRunner commands, Elevation elevation, CancellationToken cancellationToken)
    {
        var guard = new PackagedServiceGuard(commands, elevation);
        (await commands.RunAsync(guard.Command("raise"), cancellationToken: cancellationToken)).Require();
        return guard;
    }

    /// <summary>Puts back what was there; deliberately not cancellable.</summary>
    public void Dispose() => commands.RunAsync(Command("lower")).GetAwaiter().GetResult().Require();

    private Command Command(string verb) => elevation.Wrap(new Command("/bin/sh", "-c", Script, "sh", verb));
}
