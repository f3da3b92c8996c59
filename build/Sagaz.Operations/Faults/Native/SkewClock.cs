using Sagaz.Core.Errors;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Runtimes.Native;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Faults.Native;

/// <summary>Starts a member anew with a PostgreSQL whose clock is an hour ahead (libfaketime).</summary>
/// <remarks>
/// Patroni itself keeps the time: Python's waits fail under libfaketime 0.9.10 ("Invalid argument"). It gets another
/// folder of PostgreSQL's programs by its run script, and in it a postgres that preloads the library; the script as it
/// was stands beside it until the heal.
/// </remarks>
internal sealed class SkewClock(NativeSite site) : IFault
{
    private const string Programs = "PATRONI_POSTGRESQL_BIN_DIR";
    private const string Offset = "FAKETIME";
    private static readonly string[] Libraries = ["/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1", "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1"];

    /// <summary>Where the library is; null where it is not installed.</summary>
    public static string? Library => Libraries.FirstOrDefault(File.Exists);

    public FaultVerb Verb => FaultVerbs.SkewClock;

    public Task BreakAsync(string target, CancellationToken cancellationToken)
    {
        WritePrograms(target);
        var script = ScriptOf(target);
        File.Copy(script, KeptOf(target), overwrite: false);
        var skewed = Skew(File.ReadAllText(script), target);
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
    public async Task HealAsync(string target, CancellationToken cancellationToken)
    {
        if (File.Exists(KeptOf(target)))
            File.Move(KeptOf(target), ScriptOf(target), overwrite: true);
        await WaitFor.UntilAsync<bool>(
            $"the processes of {target} to have the right time",
            Deadlines.Supervised,
            site.Log,
            _ =>
            {
                // A server's children overwrite what would tell them; they go with their postmaster.
                var processes = site.ProcessesOf(target);
                var skewed = processes.Count(process => process.Variable(Programs) == FolderOf(target) || process.Variable(Offset) is not null);
                foreach (var process in skewed == 0 ? [] : processes)
                    Kill(process);
                return Task.FromResult<Observation<bool>>(skewed == 0 ? true : new NotYet($"{skewed} processes had not"));
            },
            cancellationToken);
        if (Directory.Exists(FolderOf(target)))
            Directory.Delete(FolderOf(target), recursive: true);
    }

    /// <summary>Links to all of PostgreSQL's programs but one, which starts the real one under the library.</summary>
    private void WritePrograms(string target)
    {
        var server = site.PostmasterOf(target)?.Executable()
            ?? throw new OperationFailedException($"'{target}' has no server whose clock could be skewed.", remedy: "./build.sh Status");
        var folder = Directory.CreateDirectory(FolderOf(target)).FullName;
        foreach (var program in Directory.EnumerateFiles(Path.GetDirectoryName(server)!).Where(program => program != server))
            File.CreateSymbolicLink(Path.Combine(folder, Path.GetFileName(program)), program);
        // Waits go by the monotonic clock, which stays as it is.
        ExecutableFile.Write(
            Path.Combine(folder, Path.GetFileName(server)),
            $"#!/bin/sh\nexec /usr/bin/env LD_PRELOAD={Library} {Offset}=+1h FAKETIME_DONT_FAKE_MONOTONIC=1 {server} \"$@\"\n");
    }

    /// <summary>The script's last command is Patroni, in an environment of its own.</summary>
    private string Skew(string script, string target)
    {
        const string environment = "'/usr/bin/env' '-i'";
        return script.Insert(script.LastIndexOf(environment, StringComparison.Ordinal) + environment.Length, $" '{Programs}={FolderOf(target)}'");
    }

    private static void Kill(RunningProcess process)
    {
        process.Send(Signal.Kill);
        // What the library shares with the children of its process; without it there is nothing of the name.
        foreach (var shared in new[] { $"sem.faketime_sem_{process.Id}", $"faketime_shm_{process.Id}" })
            File.Delete(Path.Combine("/dev/shm", shared));
    }

    private string FolderOf(string target) => Path.Combine(site.Layout.Run, "skewed-" + target);

    private string ScriptOf(string target) => Path.Combine(site.Supervisor.FolderOf(target), "run");

    private string KeptOf(string target) => ScriptOf(target) + ".before-fault";
}
