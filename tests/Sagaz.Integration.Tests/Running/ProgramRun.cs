using System.Diagnostics;
using System.Text;
using Sagaz.Operations.Processes;

namespace Sagaz.Integration.Tests.Running;

/// <summary>One running program, without a terminal; it is killed when it passes its deadline.</summary>
internal sealed class ProgramRun : IDisposable
{
    private const int InterruptSignal = 2;
    private const int KillSignal = 9;
    private static readonly string[] NotInherited = ["NUKE_", "GITHUB_", "MSBUILD", "VSTEST"];
    private readonly Process process;
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly StringBuilder output = new();

    private ProgramRun(Process process) => this.process = process;

    public int Id => process.Id;

    private string CommandLine => $"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)}";

    private string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    public static ProgramRun Start(IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = RepositoryRoot.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The tests may themselves run under `./build.sh Test`, whose environment is not that of a user's shell.
        foreach (var name in start.Environment.Keys.Where(name => NotInherited.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))).ToList())
            start.Environment.Remove(name);
        start.Environment["TERM"] = "dumb";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var run = new ProgramRun(new Process { StartInfo = start });
        run.process.OutputDataReceived += run.Collect;
        run.process.ErrorDataReceived += run.Collect;
        run.process.Start();
        run.process.StandardInput.Close();
        run.process.BeginOutputReadLine();
        run.process.BeginErrorReadLine();
        return run;
    }

    /// <summary>What <c>kill -9</c> does to this one process; what it started stays.</summary>
    public void Kill() => new RunningProcess(Id, []).Send(KillSignal);

    /// <summary>What Ctrl+C does.</summary>
    public void Interrupt() => new RunningProcess(Id, []).Send(InterruptSignal);

    /// <summary>Waits until the program has printed a text.</summary>
    public Task PrintsAsync(string text) => Eventually.HoldsAsync($"{CommandLine} prints '{text}'", Deadlines.Build, () =>
    {
        // In this order: what it printed at its end counts.
        var hasEnded = process.HasExited;
        var hasPrinted = Output.Contains(text, StringComparison.Ordinal);
        Assert.True(hasPrinted || !hasEnded, $"{CommandLine} ended without printing '{text}':\n{Output}");
        return Task.FromResult(hasPrinted ? null : $"so far:\n{Output}");
    });

    public async Task<ProgramResult> EndAsync(TimeSpan? deadline = null)
    {
        using var limit = new CancellationTokenSource(deadline ?? Deadlines.Build);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{CommandLine} did not end within {watch.Elapsed.TotalSeconds:0} s; it printed:\n{Output}");
        }
        return new ProgramResult(CommandLine, process.ExitCode, Output, watch.Elapsed);
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private void Collect(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
            return;
        lock (output)
            output.Append(line.Data).Append('\n');
    }
}
