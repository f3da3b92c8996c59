using System.Text.RegularExpressions;

namespace Sagaz.Operations.Faults.Native;

/// <summary>Starts a member anew with a clock that is an hour ahead, for Patroni and PostgreSQL alike (libfaketime).</summary>
/// <remarks>The preloaded library goes into the service's run script; the script as it was stands beside it until the heal.</remarks>
internal sealed partial class SkewClock(NativeSite site) : IFault
{
    private static readonly string[] Libraries = ["/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1", "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1"];

    /// <summary>Where the library is; null where it is not installed.</summary>
    public static string? Library => Libraries.FirstOrDefault(File.Exists);

    public FaultVerb Verb => FaultVerbs.SkewClock;

    public Task BreakAsync(string target, CancellationToken cancellationToken)
    {
        var script = ScriptOf(target);
        File.Copy(script, KeptOf(target), overwrite: false);
        var skewed = Launcher().Replace(File.ReadAllText(script), $"'/usr/bin/env' '-i' 'LD_PRELOAD={Library}' 'FAKETIME=+1h' ", 1);
        // A copy keeps the mode.
        File.Copy(script, script + ".new", overwrite: true);
        File.WriteAllText(script + ".new", skewed);
        File.Move(script + ".new", script, overwrite: true);
        return RestartAsync(target);
    }

    public Task HealAsync(string target, CancellationToken cancellationToken)
    {
        if (!File.Exists(KeptOf(target)))
            return Task.CompletedTask;
        File.Move(KeptOf(target), ScriptOf(target), overwrite: true);
        return RestartAsync(target);
    }

    /// <summary>Killed, the supervisor starts it anew from its script.</summary>
    private Task RestartAsync(string target)
    {
        site.ServiceOf(target)?.Send(Signal.Kill);
        foreach (var process in site.ServerOf(target))
            process.Send(Signal.Kill);
        return Task.CompletedTask;
    }

    private string ScriptOf(string target) => Path.Combine(site.Supervisor.FolderOf(target), "run");

    private string KeptOf(string target) => ScriptOf(target) + ".before-fault";

    [GeneratedRegex("'/usr/bin/env' '-i' ")]
    private static partial Regex Launcher();
}
