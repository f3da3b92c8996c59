using Sagaz.Core.Errors;
using Sagaz.Operations.Packages;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>Tools</c>: the programs that the native runtime and the tests run.</summary>
public static class InstallTools
{
    /// <summary>Installs what is missing; where that is not allowed, it says so and the tests that need it skip.</summary>
    public static async Task RunAsync(RunSettings settings, IProgressLog log, CancellationToken cancellationToken)
    {
        IReadOnlyList<Tool> all = [.. NativeToolset.All, NativeToolset.PgBackRest, NativeToolset.PacketFilter, NativeToolset.OtherClock, .. MonitoringToolset.All, .. TestToolset.All];
        var missing = all.Where(tool => ToolLocator.Find(tool) is null).ToList();
        if (missing.Count == 0)
        {
            log.Information("all programs are installed: nothing to do");
            return;
        }
        try
        {
            await new PackageInstaller(new CommandRunner(log), log).InstallAsync(missing, settings.MayInstall, cancellationToken);
        }
        catch (PreconditionException refused)
        {
            log.Warning(refused.Message);
        }
    }
}
