using Sagaz.Core.Errors;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Packages;

/// <summary>The kubectl that renders and applies manifests: this machine's where it is new enough, else one that was fetched for this user.</summary>
/// <param name="commands">Asks for versions.</param>
/// <param name="log">Told what is fetched.</param>
/// <param name="mayFetch">False refuses instead (<c>--no-install</c>).</param>
public sealed class KubectlProgram(CommandRunner commands, IProgressLog log, bool mayFetch)
{
    /// <summary>kubectl; Debian 12's (1.20, in another package) neither knows components nor judges fields strictly. Debian 13's runs on the C library of 12.</summary>
    public static readonly Tool Tool = new("kubectl", "kubectl", ["version", "--client"], new(1, 29), ["kubectl"]);

    /// <summary>Fetches it where there is none that will do.</summary>
    internal Func<CancellationToken, Task<string>> Fetch { get; init; } = token => new UnpackedPrograms(commands, log).FetchAsync(Tool, token);

    /// <summary>Its path; null when there is none that will do.</summary>
    public async Task<string?> LookAsync(CancellationToken cancellationToken)
    {
        var locator = new ToolLocator(commands);
        foreach (var file in new[] { ToolLocator.Find(Tool.Program), UnpackedPrograms.Find(Tool.Program) }.OfType<string>())
        {
            if (await locator.ReadVersionAsync(Tool, file, cancellationToken) >= Tool.Minimum)
                return file;
        }
        return null;
    }

    /// <summary>Its path; it is fetched when there is none.</summary>
    /// <exception cref="PreconditionException">There is none that will do, and it may not or cannot be fetched.</exception>
    public async Task<string> FindAsync(CancellationToken cancellationToken)
    {
        if (await LookAsync(cancellationToken) is { } file)
            return file;
        if (mayFetch)
            return await Fetch(cancellationToken);
        throw new PreconditionException(
            $"There is no kubectl {Tool.Minimum} or newer, and --no-install forbids fetching one.",
            ["found: " + (ToolLocator.Find(Tool.Program) is { } old ? $"{old}, {await new ToolLocator(commands).ReadVersionAsync(Tool, old, cancellationToken)}" : "none")],
            "./build.sh Tools, or install it from your cluster's provider");
    }
}
