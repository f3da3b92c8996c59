using Sagaz.Core.Errors;
using Sagaz.Operations.Packages;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>Tools</c>: the programs that the native runtime, deploying to Kubernetes and the tests run.</summary>
public static class InstallTools
{
    /// <summary>Installs what is missing; where that is not allowed, it says so and the tests that need it skip.</summary>
    public static async Task RunAsync(RunSettings settings, IProgressLog log, CancellationToken cancellationToken)
    {
        var commands = new CommandRunner(log);
        IReadOnlyList<Tool> all = [.. NativeToolset.All, NativeToolset.PgBackRest, NativeToolset.PacketFilter, NativeToolset.OtherClock, .. MonitoringToolset.All, .. TestToolset.All];
        var missing = all.Where(tool => ToolLocator.Find(tool) is null).ToList();
        if (missing.Count > 0)
            await TryAsync(() => new PackageInstaller(commands, log).InstallAsync(missing, settings.MayInstall, cancellationToken), log);
        else
            log.Information("all programs are installed: nothing to do");
        await TryAsync(() => new KubectlProgram(commands, log, settings.MayInstall).FindAsync(cancellationToken), log);
    }

    private static async Task TryAsync(Func<Task> install, IProgressLog log)
    {
        try
        {
            await install();
        }
        catch (PreconditionException refused)
        {
            log.Warning(refused.Message);
        }
    }
}
