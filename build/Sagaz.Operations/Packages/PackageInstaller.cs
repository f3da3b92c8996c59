using Sagaz.Core.Errors;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Packages;

/// <summary>Installs Debian packages and keeps every one of them from starting anything of its own.</summary>
public sealed class PackageInstaller(CommandRunner commands, IProgressLog log)
{
    private const string ServicesByHand =
        "installed by hand, the packages start services on our ports: sudo systemctl disable --now postgresql patroni etcd haproxy pgbouncer";

    /// <summary>Where Debian's installer is.</summary>
    internal string AptGet { get; init; } = "/usr/bin/apt-get";

    /// <summary>Finds the way to become root; null when there is none.</summary>
    internal Func<CancellationToken, Task<Elevation?>> Elevate { get; init; } = token => Elevation.FindAsync(commands, token);

    /// <summary>Installs what brings the missing tools.</summary>
    /// <param name="missing">Tools that were not found.</param>
    /// <param name="isAllowed">False refuses and names the command instead (<c>--no-install</c>).</param>
    /// <param name="cancellationToken">Stops apt between two of its steps.</param>
    /// <exception cref="PreconditionException">Not allowed, not possible, or apt failed.</exception>
    public async Task InstallAsync(IReadOnlyList<Tool> missing, bool isAllowed, CancellationToken cancellationToken)
    {
        var packages = missing.SelectMany(tool => tool.Packages).Distinct().ToList();
        var names = string.Join(", ", missing.Select(tool => tool.Name));
        var byHand = $"sudo apt-get install --no-install-recommends {string.Join(' ', packages)}";
        if (!isAllowed)
            throw new PreconditionException($"{names} {IsOrAre(missing)} not installed, and --no-install forbids installing.", [ServicesByHand], byHand);
        if (!File.Exists(AptGet))
            throw new PreconditionException($"{names} {IsOrAre(missing)} not installed, and this machine has no apt-get.", remedy: "install them with the system's own package manager");
        var elevation = await ElevationAsync(names, missing, byHand, cancellationToken);

        log.Information($"installing {string.Join(' ', packages)}: the native runtime runs {names}");
        using var guard = await PackagedServiceGuard.RaiseAsync(commands, elevation, cancellationToken);
        await AptAsync(elevation, ["update"], byHand, cancellationToken);
        await AptInstallAsync(elevation, packages, byHand, cancellationToken);
        await DisableServicesAsync(missing, elevation, cancellationToken);
    }

    /// <summary>Installs packages that make things better, where the release has them and this user may.</summary>
    public async Task InstallOptionalAsync(IReadOnlyList<string> packages, CancellationToken cancellationToken)
    {
        var available = await AvailableAsync(packages, cancellationToken);
        if (available.Count == 0 || await Elevate(cancellationToken) is not { } elevation)
            return;
        log.Information($"installing {string.Join(' ', available)}: not needed, but of use");
        using var guard = await PackagedServiceGuard.RaiseAsync(commands, elevation, cancellationToken);
        await AptInstallAsync(elevation, available, "", cancellationToken);
    }

    /// <summary>Installs newer releases of packages that are installed, where there are any.</summary>
    /// <exception cref="PreconditionException">Not possible, or apt failed.</exception>
    public async Task UpgradeAsync(IReadOnlyList<string> packages, CancellationToken cancellationToken)
    {
        var byHand = $"sudo apt-get install --only-upgrade {string.Join(' ', packages)}";
        var elevation = await Elevate(cancellationToken)
            ?? throw new PreconditionException("This user may not install packages (no root, no sudo without a password).", remedy: byHand + ", then UpgradeMinor --no-install");
        using var guard = await PackagedServiceGuard.RaiseAsync(commands, elevation, cancellationToken);
        await AptAsync(elevation, ["update"], byHand, cancellationToken);
        await AptInstallAsync(elevation, ["--only-upgrade", .. packages], byHand, cancellationToken);
    }

    private Task AptInstallAsync(Elevation elevation, IReadOnlyList<string> packages, string byHand, CancellationToken cancellationToken) => AptAsync(
        elevation,
        ["install", "-y", "--no-install-recommends", "-o", "Dpkg::Options::=--force-confold", "-o", "DPkg::Lock::Timeout=300", .. packages],
        byHand,
        cancellationToken);

    private async Task<Elevation> ElevationAsync(string names, IReadOnlyList<Tool> missing, string byHand, CancellationToken cancellationToken) =>
        await Elevate(cancellationToken)
        ?? throw new PreconditionException(
            $"{names} {IsOrAre(missing)} not installed, and this user may not install packages (no root, no sudo without a password).",
            [ServicesByHand],
            byHand);

    private async Task AptAsync(Elevation elevation, IReadOnlyList<string> arguments, string byHand, CancellationToken cancellationToken)
    {
        var command = elevation.Wrap(new Command(AptGet, ["-q", .. arguments]) { Deadline = Deadlines.PackagesInstalled });
        var step = new StepProgress(log, $"apt-get {arguments[0]}", Deadlines.PackagesInstalled);
        var result = await commands.RunAsync(command, step.See, cancellationToken);
        if (!result.Succeeded)
        {
            throw new PreconditionException(
                $"apt-get {arguments[0]} failed with code {result.ExitCode}; the packages are not installed.",
                result.ErrorOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(8),
                byHand);
        }
    }

    private async Task<IReadOnlyList<string>> AvailableAsync(IReadOnlyList<string> optional, CancellationToken cancellationToken)
    {
        var available = new List<string>();
        foreach (var package in optional)
        {
            var found = await commands.RunAsync(new Command("/usr/bin/apt-cache", "show", "--no-all-versions", package), cancellationToken: cancellationToken);
            if (found.Succeeded)
                available.Add(package);
        }
        return available;
    }

    /// <summary>The packages enable their services; ours would find the ports taken after the next boot.</summary>
    private async Task DisableServicesAsync(IReadOnlyList<Tool> installed, Elevation elevation, CancellationToken cancellationToken)
    {
        if (ToolLocator.Find("systemctl") is not { } systemctl)
            return;
        foreach (var service in installed.Select(tool => tool.PackagedService).OfType<string>())
            (await commands.RunAsync(elevation.Wrap(new Command(systemctl, "disable", service)), cancellationToken: cancellationToken)).Require();
    }

    private static string IsOrAre(IReadOnlyList<Tool> missing) => missing.Count == 1 ? "is" : "are";
}
