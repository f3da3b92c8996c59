using System.Globalization;
using Sagaz.Core.Errors;
using Sagaz.Operations.Packages;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Native;

/// <summary>Keeps the cluster's processes running through runit, also when nobody is there to look.</summary>
/// <remarks>
/// runit runs as any user, in containers and beside systemd, so it is the supervisor everywhere. Each service has a
/// folder with a run script and a log; a killed process is back within a second.
/// </remarks>
internal sealed class ServiceSupervisor(NativeLayout layout, CommandRunner commands, IProgressLog log)
{
    private const int Hangup = 1;
    private const int Interrupt = 2;
    private const string DownMark = "down";
    private static readonly string SystemPath = "/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>Writes a service's folder; it stays down until <see cref="StartAsync"/>.</summary>
    public void Write(ServiceDefinition service)
    {
        var folder = FolderOf(service.Name);
        Directory.CreateDirectory(Path.Combine(folder, "log"));
        Directory.CreateDirectory(LogOf(service.Name));
        File.WriteAllText(Path.Combine(LogOf(service.Name), "config"), "s10485760\nn5\n");
        var clean = string.Concat(service.StaleFiles.Select(file => $"rm -f {Quote(file)}\n"));
        string AsServer(IReadOnlyList<string> command) => Line([.. Environment, .. ServerAccount.PrefixOf(service.Group), .. command]);
        var before = service.Before.Count == 0 ? "" : AsServer(service.Before) + "\n";
        WriteScript(Path.Combine(folder, "run"), $"exec 2>&1\ncd /\n{clean}{before}exec {AsServer(service.CommandLine)}\n");
        WriteScript(Path.Combine(folder, "log", "run"), $"exec {Line([.. Environment, .. ServerAccount.PrefixOf(null), "svlogd", "-tt", LogOf(service.Name)])}\n");
        if (ProcessOf(service.Name) is null)
            MarkDown(service.Name);
    }

    /// <summary>Starts the supervisor itself when it does not run.</summary>
    /// <returns>Whether it had to be started.</returns>
    public async Task<bool> EnsureRunningAsync(CancellationToken cancellationToken)
    {
        if (Find() is not null)
            return false;
        // runsvdir sleeps for a second when the folder changed within the current one.
        Directory.SetLastWriteTimeUtc(layout.Services, DateTime.UtcNow.AddSeconds(-5));
        // A detached process of its own session, with nothing of ours open: it outlives this run.
        const string script = "exec setsid --fork env -i PATH=\"$1\" runsvdir -P \"$2\" </dev/null >/dev/null 2>&1";
        var path = $"{SubreapingRunsv.Write(layout.Services)}:{SystemPath}";
        (await commands.RunAsync(new Command("/bin/sh", "-c", script, "sh", path, layout.Services), cancellationToken: cancellationToken)).Require();
        return true;
    }

    /// <summary>Starts services that do not run.</summary>
    public async Task StartAsync(IReadOnlyList<string> services, CancellationToken cancellationToken)
    {
        if (services.Count == 0)
            return;
        await AwaitSupervisedAsync(services, cancellationToken);
        (await UpAsync(services, cancellationToken)).Require();
        foreach (var service in services)
            File.Delete(Path.Combine(FolderOf(service), DownMark));
    }

    /// <summary>A supervisor that has made its pipe may need another moment to listen there.</summary>
    private Task<CommandResult> UpAsync(IReadOnlyList<string> services, CancellationToken cancellationToken) => WaitFor.UntilAsync<CommandResult>(
        "supervisors to listen",
        Deadlines.Supervised,
        log,
        async token =>
        {
            var told = await ControlAsync(["up"], services, token);
            return told.Output.Contains("runsv not running", StringComparison.Ordinal) ? new NotYet(told.Output.Trim()) : told;
        },
        cancellationToken);

    /// <summary>Makes a running service read its configuration again.</summary>
    public async Task ReloadAsync(ServiceDefinition service, CancellationToken cancellationToken)
    {
        var verb = service.Reload switch
        {
            Reload.Hangup => "hup",
            Reload.UserSignal2 => "2",
            _ => "term",
        };
        (await ControlAsync([verb], [service.Name], cancellationToken)).Require();
    }

    /// <summary>Stops one service and leaves its supervision, which starts it again when told to.</summary>
    /// <exception cref="DeadlinePassedException">It does not end.</exception>
    public async Task HoldAsync(string service, CancellationToken cancellationToken)
    {
        MarkDown(service);
        (await ControlAsync(["down"], [service], cancellationToken)).Require();
        await WaitFor.UntilAsync<bool>(
            $"{service} to stop",
            Deadlines.ServiceStopped,
            log,
            _ => Task.FromResult<Observation<bool>>(ProcessOf(service) is null ? true : new NotYet("it is still there")),
            cancellationToken,
            $"./build.sh Logs --member {service}");
    }

    /// <summary>Lets a running service end once without being started again; <see cref="StartAsync"/> takes that back.</summary>
    public async Task LeaveDownAsync(string service, CancellationToken cancellationToken) =>
        (await ControlAsync(["once"], [service], cancellationToken)).Require();

    /// <summary>Stops services and their supervision, and waits until they are gone.</summary>
    /// <exception cref="DeadlinePassedException">One of them does not end.</exception>
    public async Task StopAsync(IReadOnlyList<string> services, CancellationToken cancellationToken)
    {
        var known = services.Where(service => File.Exists(SuperviseOf(service, "ok"))).ToList();
        if (known.Count == 0)
            return;
        foreach (var service in known)
            MarkDown(service);
        await ControlAsync(["exit"], known, cancellationToken);
        await WaitFor.UntilAsync<bool>(
            $"{string.Join(", ", known)} to stop",
            Deadlines.ServiceStopped,
            log,
            _ =>
            {
                foreach (var server in known.Where(service => ProcessOf(service) is null).SelectMany(ServersOf))
                    server.Send(Interrupt);
                return Task.FromResult(StillThere(known));
            },
            cancellationToken,
            "./build.sh Logs shows what it is doing");
    }

    /// <summary>Ends the supervisor itself; services still there lose their supervision.</summary>
    public void StopSupervisor() => Find()?.Send(Hangup);

    /// <summary>The process of a service; null when it does not run.</summary>
    /// <remarks>After a power cut the file may name a number that another process has by now.</remarks>
    public int? ProcessOf(string service)
    {
        var file = SuperviseOf(service, "pid");
        return File.Exists(file) && int.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out var id)
            && RunningProcess.Find(id) is { } process && process.Mentions(layout.Folder)
            ? id
            : null;
    }

    public string LogOf(string service) => Path.Combine(layout.Logs, service);

    public string FolderOf(string service) => Path.Combine(layout.Services, service);

    /// <summary>A marked service waits for us to start it, because the order of the first start matters.</summary>
    private void MarkDown(string service) => File.WriteAllText(Path.Combine(FolderOf(service), DownMark), "");

    private RunningProcess? Find() => RunningProcess.All().FirstOrDefault(process =>
        Path.GetFileName(process.CommandLine[0]) == "runsvdir" && process.CommandLine.Contains(layout.Services));

    private async Task AwaitSupervisedAsync(IReadOnlyList<string> services, CancellationToken cancellationToken) => await WaitFor.UntilAsync<bool>(
        $"the supervisor to take over {string.Join(", ", services)}",
        Deadlines.Supervised,
        log,
        _ =>
        {
            var supervised = Supervised();
            var waiting = services.Where(service => !supervised.Contains(service) || !File.Exists(SuperviseOf(service, "ok"))).ToList();
            return Task.FromResult<Observation<bool>>(waiting.Count == 0 ? true : new NotYet($"{string.Join(", ", waiting)} not taken over yet"));
        },
        cancellationToken);

    /// <summary>The services of this cluster that have a supervising process, found by one look at the process table.</summary>
    private HashSet<string> Supervised() => [.. RunningProcess.All()
        .Where(process => process.CommandLine.Count == 2 && Path.GetFileName(process.CommandLine[0]) == "runsv")
        .Where(process => process.WorksIn(FolderOf(process.CommandLine[1])))
        .Select(process => process.CommandLine[1])];

    /// <summary>The server that a member's Patroni left behind, which it does when it ends while failover is paused or while it starts one.</summary>
    private IEnumerable<RunningProcess> ServersOf(string member) => RunningProcess.All().Where(process =>
        Path.GetFileName(process.CommandLine[0]) == "postgres" && process.CommandLine.Contains("-D") && process.CommandLine.Contains(layout.DataOf(member)));

    private Observation<bool> StillThere(IReadOnlyList<string> services)
    {
        var supervised = Supervised();
        var left = services.Where(service => ProcessOf(service) is not null || supervised.Contains(service)).ToList();
        return left.Count == 0 ? true : new NotYet($"{string.Join(", ", left)} still there");
    }

    /// <summary>Tells services what to do and does not wait for it: with <c>-w</c>, sv would report a time-out as failure.</summary>
    private Task<CommandResult> ControlAsync(IReadOnlyList<string> verb, IReadOnlyList<string> services, CancellationToken cancellationToken) =>
        commands.RunAsync(
            new Command(ToolLocator.Find("sv") ?? "sv", [.. verb, .. services.Select(FolderOf)]), cancellationToken: cancellationToken);

    private IReadOnlyList<string> Environment =>
        ["/usr/bin/env", "-i", $"PATH={SystemPath}", "LANG=C.UTF-8", $"HOME={layout.Run}"];

    private string SuperviseOf(string service, string file) => Path.Combine(FolderOf(service), "supervise", file);

    private static string Line(IReadOnlyList<string> arguments) => string.Join(' ', arguments.Select(Quote));

    private static string Quote(string argument) => $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static void WriteScript(string file, string text) => ExecutableFile.Write(file, "#!/bin/sh\n" + text);
}
