using System.Diagnostics;
using System.Globalization;
using Sagaz.Operations.Processes;

namespace Sagaz.Integration.Tests.Clusters;

/// <summary>The processes of containers, as this machine sees them.</summary>
internal static class Containers
{
    private const string Data = "/var/lib/postgresql/data";

    /// <summary>Process id of a container's first process; 0 when it does not run.</summary>
    public static int ProcessId(string container) =>
        int.TryParse(Docker("inspect", "--format", "{{.State.Pid}}", container), CultureInfo.InvariantCulture, out var id) ? id : 0;

    /// <summary>Process id of the PostgreSQL server in a container; 0 when it does not run.</summary>
    public static int Postmaster(string container) => Find(ProcessId(container), process =>
        process.CommandLine.Contains(Data) && process.CommandLine[0].EndsWith("/postgres", StringComparison.Ordinal));

    /// <summary>Process id of the Patroni in a container, which its first process only looks after; 0 when it does not run.</summary>
    public static int Patroni(string container)
    {
        var first = ProcessId(container);
        return Find(first, process => process.Id != first && process.CommandLine.Any(word => word.EndsWith("/prompt-patroni", StringComparison.Ordinal)));
    }

    private static int Find(int first, Func<RunningProcess, bool> isMeant)
    {
        var space = Namespace(first);
        return space is null ? 0 : RunningProcess.All().FirstOrDefault(process => isMeant(process) && Namespace(process.Id) == space)?.Id ?? 0;
    }

    /// <summary>What the docker program prints.</summary>
    public static string Docker(params string[] arguments) => Print("docker", arguments);

    /// <summary>What a program prints, errors apart.</summary>
    public static string Print(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output.Trim();
    }

    private static string? Namespace(int process)
    {
        try
        {
            return process == 0 ? null : new FileInfo($"/proc/{process}/ns/pid").LinkTarget;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It ended between two looks.
            return null;
        }
    }
}
