using System.Diagnostics;

namespace Sagaz.Operations.Tests.Postgres;

/// <summary>Runs PostgreSQL's own tools, as the postgres user where the tests run as root.</summary>
internal static class ScratchProcess
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public static async Task<string> RunAsync(string tool, IReadOnlyList<string> arguments, string? password = null)
    {
        var path = ToolSearch.Find(tool) ?? throw new FileNotFoundException($"{tool} is not installed.");
        string[] command = Environment.UserName == "root"
            ? ["/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", path, .. arguments]
            : [path, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        if (password is not null)
            start.Environment["PGPASSWORD"] = password;
        using var process = Process.Start(start)!;
        using var deadline = new CancellationTokenSource(Deadline);
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var errors = process.StandardError.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        var text = await output + await errors;
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{tool} exited with {process.ExitCode}: {text}");
    }

    public static async Task GiveAsync(string folder)
    {
        if (Environment.UserName != "root")
            return;
        using var process = Process.Start("/bin/chown", ["postgres:postgres", folder]);
        await process.WaitForExitAsync();
    }
}
