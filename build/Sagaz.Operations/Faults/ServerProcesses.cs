using System.Globalization;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Faults;

/// <summary>What is done to the processes of a member's container from inside it, as the user that they all belong to.</summary>
internal sealed class ServerProcesses(IMemberShell site)
{
    /// <summary>Where members keep their data, in every container (patroni.yml).</summary>
    public const string Data = "/var/lib/postgresql/data";

    /// <summary>What the kernel calls Patroni's processes: the file that deploy/images/postgres/run-patroni starts.</summary>
    public const string PatroniName = "prompt-patroni";

    private const int WritableBytes = 65_536;

    // The postmaster first: it forks no more when it is stopped, so one look finds all its children.
    private const string Signal = """
        kill -"$2" "$(head -n 1 "$1/postmaster.pid")"
        for process in /proc/[0-9]*; do
            if [ "$(readlink "$process/cwd")" = "$1" ]; then kill -"$2" "${process#/proc/}"; fi
        done
        true
        """;

    // Patroni's first process only collects orphans, and does not take SIGSTOP from inside; the second one is Patroni.
    private const string Patroni = $$"""
        found=
        for process in /proc/[0-9]*; do
            if [ "$(cat "$process/comm")" = {{PatroniName}} ]; then kill -"$1" "${process#/proc/}"; found=1; fi
        done
        if [ -z "$found" ] && [ "$1" != CONT ]; then echo "there is no {{PatroniName}}" >&2; exit 1; fi
        """;

    private const string Limit = """
        for process in /proc/[0-9]*; do prlimit --pid "${process#/proc/}" --fsize="$1" 2>/dev/null; done
        grep -h '^Max file size' /proc/[0-9]*/limits 2>/dev/null | grep -vc '^Max file size *unlimited'
        true
        """;

    /// <summary>SIGKILL to the postmaster alone.</summary>
    public Task KillPostmasterAsync(string member, CancellationToken cancellationToken) =>
        site.RunInsideAsync(member, "kill -KILL \"$(head -n 1 \"$1/postmaster.pid\")\"", cancellationToken, Data);

    /// <summary>SIGSTOP to the whole server; Patroni goes on.</summary>
    public Task FreezeAsync(string member, CancellationToken cancellationToken) => site.RunInsideAsync(member, Signal, cancellationToken, Data, "STOP");

    /// <summary>SIGCONT to the whole server; one that was started since is not frozen.</summary>
    public async Task ThawAsync(string member, CancellationToken cancellationToken)
    {
        if (await site.IsRunningAsync(member, cancellationToken))
            await site.RunInsideAsync(member, Signal, cancellationToken, Data, "CONT");
    }

    /// <summary>SIGSTOP to Patroni; its server goes on.</summary>
    public Task FreezePatroniAsync(string member, CancellationToken cancellationToken) => site.RunInsideAsync(member, Patroni, cancellationToken, "STOP");

    /// <summary>SIGCONT to Patroni.</summary>
    public async Task ThawPatroniAsync(string member, CancellationToken cancellationToken)
    {
        if (await site.IsRunningAsync(member, cancellationToken))
            await site.RunInsideAsync(member, Patroni, cancellationToken, "CONT");
    }

    /// <summary>SIGKILL to Patroni, and with it to all that the container runs: its first process ends with it.</summary>
    public Task KillPatroniAsync(string member, CancellationToken cancellationToken) => site.RunInsideAsync(member, Patroni, cancellationToken, "KILL");

    /// <summary>No process may write beyond the first 64 KiB of a file (RLIMIT_FSIZE), nor what it starts.</summary>
    public Task LimitAsync(string member, CancellationToken cancellationToken) =>
        site.RunInsideAsync(member, Limit, cancellationToken, string.Create(CultureInfo.InvariantCulture, $"{WritableBytes}:"));

    /// <summary>Again and again until none is limited: what was about to be started has inherited the limit.</summary>
    /// <remarks>Twice none, because one look misses a server whose starter, limited too, ended during the look.</remarks>
    public Task UnlimitAsync(string member, CancellationToken cancellationToken)
    {
        var freeLooks = 0;
        return WaitFor.UntilAsync<bool>(
            $"the processes of {member} to write freely",
            Deadlines.Supervised,
            site.Log,
            async token =>
            {
                if (!await site.IsRunningAsync(member, token))
                    return true;
                var left = (await site.RunInsideAsync(member, Limit, token, "unlimited:")).Trim();
                freeLooks = left == "0" ? freeLooks + 1 : 0;
                return freeLooks > 1 ? true : new NotYet($"{left} processes could not");
            },
            cancellationToken,
            interval: Deadlines.AskInterval);
    }
}
