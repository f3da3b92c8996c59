using Docker.DotNet.Models;
using Sagaz.Operations.Backups;
using Sagaz.Operations.Images;
using Sagaz.Operations.Processes;

namespace Sagaz.Operations.Runtimes.Compose;

/// <summary>A container of the service <c>restored</c>, in the volume of the first member, published on loopback.</summary>
/// <param name="name">The container's name.</param>
/// <param name="publishedPort">Its port on this machine.</param>
/// <param name="compose">Starts it.</param>
/// <param name="engine">Removes it.</param>
internal sealed class RestoredContainer(string name, int publishedPort, ComposeCli compose, Engine engine) : RestoredPlace
{
    public const int PortInside = 5432;

    public override Command Run(IReadOnlyList<string> line, IReadOnlyDictionary<string, string>? environment = null)
    {
        environment ??= new Dictionary<string, string>();
        // By name alone: docker takes the value from its own environment.
        return DockerCli.Command(["exec", .. environment.Keys.SelectMany(variable => new[] { "--env", variable }), name, .. line]) with { Environment = environment };
    }

    public override async Task OpenAsync(CancellationToken cancellationToken)
    {
        await CloseAsync(cancellationToken);
        await compose.RunAsync(
            "make a container to restore into",
            ["run", "--detach", "--rm", "--no-deps", "--name", name, "--publish", $"127.0.0.1:{publishedPort}:{PortInside}", "restored"],
            cancellationToken);
    }

    public override async Task CloseAsync(CancellationToken cancellationToken)
    {
        if (await engine.FindAsync(name, cancellationToken) is { } container)
            await engine.Containers.RemoveContainerAsync(container.ID, new ContainerRemoveParameters { Force = true }, cancellationToken);
    }
}
