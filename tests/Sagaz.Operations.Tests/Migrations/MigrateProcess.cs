using System.Diagnostics;
using System.Text;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Tests.Migrations;

/// <summary>Migrate as a process that can be killed.</summary>
internal sealed class MigrateProcess : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private MigrateProcess(Process process) => _process = process;

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <param name="folder">The scripts.</param>
    /// <param name="leader">Where.</param>
    /// <param name="mark">What a line begins with that <see cref="ReachedAsync"/> waits for.</param>
    public static MigrateProcess Start(string folder, PostgresEndpoint leader, string mark)
    {
        var client = Path.Combine(AppContext.BaseDirectory, "Sagaz.MigrateClient.dll");
        var start = new ProcessStartInfo("dotnet", [client, folder, $"{leader.Port}", leader.Database, leader.Username])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var running = new MigrateProcess(new Process { StartInfo = start });
        running._process.OutputDataReceived += (_, line) => running.See(line.Data, mark);
        running._process.ErrorDataReceived += (_, line) => running.See(line.Data, mark);
        running._process.Start();
        running._process.BeginOutputReadLine();
        running._process.BeginErrorReadLine();
        return running;
    }

    /// <summary>The mark was printed, or the process has ended without it.</summary>
    public Task ReachedAsync() => Task.WhenAny(_reached.Task, _process.WaitForExitAsync()).WaitAsync(Deadline);

    public void Kill() => _process.Kill();

    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Deadline);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private void See(string? line, string mark)
    {
        lock (_output)
            _output.AppendLine(line);
        if (line?.StartsWith(mark, StringComparison.Ordinal) == true)
            _reached.TrySetResult();
    }
}
