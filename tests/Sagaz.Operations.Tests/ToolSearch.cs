using Sagaz.Operations.Packages;
using Sagaz.Operations.Processes;

namespace Sagaz.Operations.Tests;

/// <summary>Where a test's tool is, if this machine has it.</summary>
internal static class ToolSearch
{
    private static readonly Dictionary<string, string> Packages = new(StringComparer.Ordinal)
    {
        ["docker"] = "docker.io docker-compose",
        ["initdb"] = "postgresql",
        ["postgres"] = "postgresql",
        ["pg_basebackup"] = "postgresql",
        ["psql"] = "postgresql-client",
        ["promtool"] = "prometheus",
        ["pg_ctl"] = "postgresql",
        ["pgbench"] = "postgresql",
    };

    // An old one is of no use, and one that is fetched lies in no folder of the system.
    private static readonly Lazy<string?> Kubectl = new(() => new KubectlProgram(new CommandRunner(new ListLog()), new ListLog(), mayFetch: false).LookAsync(CancellationToken.None).GetAwaiter().GetResult());

    /// <summary>Full path of the newest one; null when there is none.</summary>
    public static string? Find(string tool) =>
        tool == KubectlProgram.Tool.Program ? Kubectl.Value : Folders().Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists);

    /// <summary>Null where a test can run; where CI is true it must run, and fail without the tool.</summary>
    public static string? SkipReason(string tool)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true" || Find(tool) is not null)
            return null;
        return tool == KubectlProgram.Tool.Program
            ? $"There is no kubectl {KubectlProgram.Tool.Minimum} or newer: ./build.sh Tools"
            : $"{tool} is not installed: apt-get install {Packages.GetValueOrDefault(tool, tool)}";
    }

    private static IEnumerable<string> Folders()
    {
        const string versions = "/usr/lib/postgresql";
        var postgres = Directory.Exists(versions)
            ? Directory.GetDirectories(versions).OrderByDescending(path => int.TryParse(Path.GetFileName(path), out var major) ? major : 0)
            : Enumerable.Empty<string>();
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Append("/usr/sbin")
            .Concat(postgres.Select(folder => Path.Combine(folder, "bin")));
    }
}
