using Docker.DotNet;
using Docker.DotNet.Models;
using Sagaz.Core.Errors;
using Sagaz.Operations.Runtimes.Compose;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Faults.Compose;

/// <summary>The containers of a Compose cluster, as the faults see them: asked and told through the engine alone.</summary>
internal sealed partial class ComposeSite(Engine engine, string project, IProgressLog log) : IMemberShell
{
    public Engine Engine => engine;

    public string Project => project;

    public IProgressLog Log => log;

    /// <summary>A service's container.</summary>
    /// <exception cref="OperationFailedException">It has none.</exception>
    public async Task<ContainerInspectResponse> FindAsync(string service, CancellationToken cancellationToken)
    {
        var found = (await engine.ListAsync(project, cancellationToken)).FirstOrDefault(container => container.Labels[Engine.ServiceLabel] == service)
            ?? throw new OperationFailedException($"'{service}' has no container.", remedy: "./build.sh Up");
        return await engine.Containers.InspectContainerAsync(found.ID, cancellationToken);
    }

    /// <summary>A service's running container.</summary>
    /// <exception cref="OperationFailedException">It does not run.</exception>
    public async Task<ContainerInspectResponse> RequireAsync(string service, CancellationToken cancellationToken) =>
        await FindAsync(service, cancellationToken) is { State.Running: true } container
            ? container
            : throw new OperationFailedException($"'{service}' does not run, so it cannot be broken.", remedy: "./build.sh Status");

    /// <summary>Whether a service's container runs.</summary>
    public async Task<bool> IsRunningAsync(string service, CancellationToken cancellationToken) =>
        (await FindAsync(service, cancellationToken)).State is { Running: true, Restarting: false };

    /// <summary>SIGKILL through the engine, which takes it for a wish and does not restart the container.</summary>
    public async Task StopAsync(string service, CancellationToken cancellationToken)
    {
        var container = await RequireAsync(service, cancellationToken);
        await engine.Containers.KillContainerAsync(container.ID, new ContainerKillParameters { Signal = "SIGKILL" }, cancellationToken);
    }

    /// <summary>Starts a container that does not run.</summary>
    public async Task StartAsync(string service, CancellationToken cancellationToken) =>
        await engine.Containers.StartContainerAsync((await FindAsync(service, cancellationToken)).ID, new ContainerStartParameters(), cancellationToken);

    /// <summary>Freezes every process of a container.</summary>
    public async Task PauseAsync(string service, CancellationToken cancellationToken) =>
        await engine.Containers.PauseContainerAsync((await RequireAsync(service, cancellationToken)).ID, cancellationToken);

    /// <summary>Lets them go on, where they are frozen.</summary>
    public async Task UnpauseAsync(string service, CancellationToken cancellationToken)
    {
        if (await FindAsync(service, cancellationToken) is { State.Paused: true } container)
            await engine.Containers.UnpauseContainerAsync(container.ID, cancellationToken);
    }

    /// <summary>Runs a shell script in a running container, as the container's own user.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="OperationFailedException">It ended with an error.</exception>
    public async Task<string> RunInsideAsync(string service, string script, CancellationToken cancellationToken, params string[] arguments)
    {
        var container = await RequireAsync(service, cancellationToken);
        var (exitCode, output) = await engine.RunInAsync(container.ID, ["/bin/sh", "-c", script, "sh", .. arguments], input: null, cancellationToken);
        return exitCode == 0
            ? output
            : throw new OperationFailedException($"A command in the container of '{service}' failed with code {exitCode}.", [output.Trim()], "./build.sh Status");
    }
}
