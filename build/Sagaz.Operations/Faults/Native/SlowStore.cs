using Sagaz.Operations.Processes;

namespace Sagaz.Operations.Faults.Native;

/// <summary>The store stands still most of the time: stopped for 300 ms, let go for 50 ms, again and again.</summary>
/// <remarks>
/// Delay by the kernel (netem) is not part of every kernel. The store then answers within some 350 ms instead of one or
/// two, long before Patroni's retry_timeout.
/// </remarks>
internal sealed class SlowStore(NativeSite site) : IFault
{
    private const string Mark = "sagaz-slow-store";
    private const string Script = "while kill -STOP \"$2\"; do sleep 0.3; kill -CONT \"$2\"; sleep 0.05; done";

    public FaultVerb Verb => FaultVerbs.SlowStore;

    public async Task BreakAsync(string target, CancellationToken cancellationToken)
    {
        var store = site.RequireService(target);
        const string detached = "exec setsid --fork /bin/sh -c \"$1\" \"$2\" \"$3\" \"$4\" </dev/null >/dev/null 2>&1";
        var command = new Command("/bin/sh", "-c", detached, "sh", Script, Mark, site.Layout.Folder, $"{store.Id}");
        (await site.Commands.RunAsync(command, cancellationToken: cancellationToken)).Require();
    }

    public Task HealAsync(string target, CancellationToken cancellationToken)
    {
        foreach (var process in RunningProcess.All().Where(process => process.CommandLine.Contains(Mark) && process.CommandLine.Contains(site.Layout.Folder)))
            process.Send(Signal.Kill);
        site.ServiceOf(target)?.Send(Signal.Continue);
        return Task.CompletedTask;
    }
}
