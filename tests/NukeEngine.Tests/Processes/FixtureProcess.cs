using System.Diagnostics;
using System.Text;

namespace NukeEngine.Tests.Processes;

/// <summary>The fixture build as a process of its own.</summary>
internal sealed class FixtureProcess : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private readonly StringBuilder output = new();
    private readonly Process process;

    public FixtureProcess(string folder, params string[] arguments)
    {
        var assembly = Path.Combine(AppContext.BaseDirectory, "NukeEngine.Tests.Fixture.dll");
        // A shell's background job ignores Ctrl+C and hands that on; env undoes it.
        var start = new ProcessStartInfo("/usr/bin/env", ["--default-signal=INT", "dotnet", assembly, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["TERM"] = "dumb", ["GITHUB_ACTIONS"] = null },
        };
        process = Process.Start(start)!;
        process.StandardInput.Close();
        process.OutputDataReceived += (_, e) => Receive(e.Data);
        process.ErrorDataReceived += (_, e) => Receive(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    public int Id => process.Id;

    public async Task<int> ExitAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        await process.WaitForExitAsync(deadline.Token);
        return process.ExitCode;
    }

    public async Task SaysAsync(string text)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (!Output.Contains(text, StringComparison.Ordinal))
            await Task.Delay(TimeSpan.FromMilliseconds(20), deadline.Token);
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    private void Receive(string? line)
    {
        lock (output)
            output.AppendLine(line);
    }
}
