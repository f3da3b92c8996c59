using System.Diagnostics;

namespace Sagaz.Integration.Tests.Running;

/// <summary>The engine without which no Compose cluster starts.</summary>
internal static class ComposeTools
{
    private const int Patience = 10_000;

    /// <summary>Null where a test can run. Where CI is true it must run: <c>.ci/run</c> starts an engine, or the test fails.</summary>
    public static string? SkipReason { get; } = Explain();

    private static string? Explain()
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
            return null;
        return Succeeds("version") && Succeeds("compose", "version") ? null : "No Docker Engine with Compose v2 answers: tests/Engine/start.sh";
    }

    private static bool Succeeds(params string[] arguments)
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, "docker")).FirstOrDefault(File.Exists);
        if (program is null)
            return false;
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true });
        return process!.WaitForExit(Patience) && process.ExitCode == 0;
    }
}
