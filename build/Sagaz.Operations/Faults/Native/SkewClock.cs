using Sagaz.Operations.Processes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Faults.Native;

/// <summary>Starts a member anew with a clock that is an hour ahead, for Patroni and PostgreSQL alike (libfaketime).</summary>
/// <remarks>The preloaded library goes into the service's run script; the script as it was stands beside it until the heal.</remarks>
internal sealed class SkewClock(NativeSite site) : IFault
{
    private static readonly (string Name, string Value) Offset = ("FAKETIME", "+1h");
    private static readonly string[] Libraries = ["/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1", "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1"];

    /// <summary>Where the library is; null where it is not installed.</summary>
    public static string? Library => Libraries.FirstOrDefault(File.Exists);

    public FaultVerb Verb => FaultVerbs.SkewClock;

    public Task BreakAsync(string target, CancellationToken cancellationToken)
    {
        var script = ScriptOf(target);
        File.Copy(script, KeptOf(target), overwrite: false);
        var skewed = Skew(File.ReadAllText(script));
        // A copy keeps the mode.
        File.Copy(script, script + ".new", overwrite: true);
        File.WriteAllText(script + ".new", skewed);
        File.Move(script + ".new", script, overwrite: true);
        // Killed, the supervisor starts it anew from its script.
        foreach (var process in site.ProcessesOf(target))
            Kill(process);
        return Task.CompletedTask;
    }

    /// <summary>Again and again until no process has the other clock: what was about to be started has it too.</summary>
    public Task HealAsync(string target, CancellationToken cancellationToken)
    {
        if (File.Exists(KeptOf(target)))
            File.Move(KeptOf(target), ScriptOf(target), overwrite: true);
        return WaitFor.UntilAsync<bool>(
            $"the processes of {target} to have the right time",
            Deadlines.Supervised,
            site.Log,
            _ =>
            {
                var skewed = site.ProcessesOf(target).Where(process => process.Variable(Offset.Name) == Offset.Value).ToList();
                skewed.ForEach(Kill);
                return Task.FromResult<Observation<bool>>(skewed.Count == 0 ? true : new NotYet($"{skewed.Count} processes had not"));
            },
            cancellationToken);
    }

    /// <summary>The script's last two words start Patroni, as the servers' own user by then.</summary>
    /// <remarks>Waits go by the monotonic clock, which stays as it is.</remarks>
    private static string Skew(string script)
    {
        var file = script.LastIndexOf(" '", StringComparison.Ordinal);
        var program = script.LastIndexOf(" '", file - 1, StringComparison.Ordinal);
        return script.Insert(program, $" '/usr/bin/env' 'LD_PRELOAD={Library}' '{Offset.Name}={Offset.Value}' 'FAKETIME_DONT_FAKE_MONOTONIC=1'");
    }

    private static void Kill(RunningProcess process)
    {
        process.Send(Signal.Kill);
        // What the library shares with the children of its process; without it there is nothing of the name.
        foreach (var shared in new[] { $"sem.faketime_sem_{process.Id}", $"faketime_shm_{process.Id}" })
            File.Delete(Path.Combine("/dev/shm", shared));
    }

    private string ScriptOf(string target) => Path.Combine(site.Supervisor.FolderOf(target), "run");

    private string KeptOf(string target) => ScriptOf(target) + ".before-fault";
}
