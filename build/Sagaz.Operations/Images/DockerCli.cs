using Sagaz.Core.Errors;
using Sagaz.Operations.Packages;
using Sagaz.Operations.Processes;

namespace Sagaz.Operations.Images;

/// <summary>The <c>docker</c> program.</summary>
public static class DockerCli
{
    /// <summary>A command of it.</summary>
    /// <exception cref="PreconditionException">It is not installed.</exception>
    public static Command Command(IReadOnlyList<string> arguments) => new(
        ToolLocator.Find("docker") ?? throw new PreconditionException(
            "The program docker is not installed.", remedy: "sudo apt-get install docker.io docker-compose, or add --runtime native"),
        arguments);
}
