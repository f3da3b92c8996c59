using System.Text.RegularExpressions;
using Docker.DotNet.Models;
using Sagaz.Core.Errors;
using Sagaz.Core.Topology;
using Sagaz.Operations.Images;
using Sagaz.Operations.Processes;
using Version = System.Version;

namespace Sagaz.Operations.Runtimes.Compose;

/// <summary>Refuses to start where the engine, its Compose plugin or its disk would not do.</summary>
internal sealed partial class EngineRequirements(Engine engine, CommandRunner commands)
{
    private static readonly Version OldestEngine = new(20, 10);
    // The first with "required" dependencies, "include" and env-files in the order that a reader expects.
    private static readonly Version OldestCompose = new(2, 20);

    /// <returns>What the engine says of itself.</returns>
    /// <exception cref="PreconditionException">Something is missing, too old or too small.</exception>
    public async Task<SystemInfoResponse> RequireAsync(TopologyLimits limits, CancellationToken cancellationToken)
    {
        var facts = await engine.DescribeAsync(cancellationToken);
        if (VersionIn(facts.ServerVersion) is not { } version || version < OldestEngine)
            throw new PreconditionException($"Docker Engine {facts.ServerVersion} is too old; {OldestEngine} or newer is needed.", remedy: "install a newer docker.io");
        await RequireComposeAsync(cancellationToken);
        RequireSpace(facts, limits);
        return facts;
    }

    /// <exception cref="PreconditionException">The plugin is missing or too old.</exception>
    public async Task RequireComposeAsync(CancellationToken cancellationToken)
    {
        var asked = await commands.RunAsync(DockerCli.Command(["compose", "version", "--short"]), cancellationToken: cancellationToken);
        if (!asked.Succeeded)
        {
            throw new PreconditionException(
                "Docker's Compose plugin is not installed.", [asked.ErrorOutput.Trim()],
                "sudo apt-get install docker-compose (Debian 13), docker-compose-v2 (Ubuntu), or add --runtime native");
        }
        if (VersionIn(asked.Output) is not { } version || version < OldestCompose)
            throw new PreconditionException($"Docker Compose {asked.Output.Trim()} is too old; {OldestCompose} or newer is needed.", remedy: "install a newer Compose plugin");
    }

    /// <summary>Images, volumes and logs lie below the engine's own folder; where it is not ours to see, the engine will say.</summary>
    private static void RequireSpace(SystemInfoResponse facts, TopologyLimits limits)
    {
        if (!Directory.Exists(facts.DockerRootDir))
            return;
        var free = new DriveInfo(facts.DockerRootDir).AvailableFreeSpace;
        if (free < limits.FreeDiskBytes)
        {
            throw new PreconditionException(
                $"The Docker Engine's disk has {ByteSize.ToText(free)} free; at least {ByteSize.ToText(limits.FreeDiskBytes)} are needed (limits.freeDiskBytes).",
                ["folder: " + facts.DockerRootDir],
                "docker system prune, or ./build.sh Down --purge a cluster that is no longer needed");
        }
    }

    private static Version? VersionIn(string text) => VersionPattern().Match(text) is { Success: true } match ? Version.Parse(match.Value) : null;

    [GeneratedRegex(@"\d+\.\d+(\.\d+)?")]
    private static partial Regex VersionPattern();
}
