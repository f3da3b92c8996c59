using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;
using Sagaz.Core.Errors;

namespace Sagaz.Operations.Faults.Compose;

/// <summary>Short-lived containers that do what nobody may inside the cluster's own.</summary>
/// <remarks>
/// A container's first process can be neither killed nor stopped from within its own process namespace, and the engine
/// may run on another machine: a helper that sees the engine's processes sends the signal. Each fault has one helper by
/// name, so that what a killed run left of it is found.
/// </remarks>
internal sealed partial class ComposeSite
{
    /// <summary>Signals a service's first process, as the kernel would: the engine's restart policy applies.</summary>
    public async Task SignalAsync(FaultVerb verb, string service, string signal, CancellationToken cancellationToken)
    {
        var container = await RequireAsync(service, cancellationToken);
        await HelpAsync(verb, container, ["kill -\"$1\" \"$2\"", "sh", signal, IdOf(container)], Outside, cancellationToken);
    }

    /// <summary>SIGCONT to a service's first process, where it runs.</summary>
    public async Task ContinueAsync(FaultVerb verb, string service, CancellationToken cancellationToken)
    {
        if (await IsRunningAsync(service, cancellationToken))
            await SignalAsync(verb, service, "CONT", cancellationToken);
    }

    /// <summary>Rights of a helper that signals processes of other containers.</summary>
    public static HostConfig Outside => new() { PidMode = "host", CapAdd = ["KILL"] };

    /// <summary>Process id of a container's first process, as the engine's machine counts.</summary>
    public static string IdOf(ContainerInspectResponse container) => container.State.Pid.ToString(CultureInfo.InvariantCulture);

    /// <summary>Runs a shell script beside a container and waits for its end.</summary>
    /// <exception cref="OperationFailedException">It ended with an error.</exception>
    public async Task HelpAsync(
        FaultVerb verb, ContainerInspectResponse beside, IReadOnlyList<string> script, HostConfig rights, CancellationToken cancellationToken)
    {
        var helper = await StartHelperAsync(verb, beside, script, rights, cancellationToken);
        var ended = await engine.Containers.WaitContainerAsync(helper, cancellationToken);
        await RemoveHelperAsync(verb, cancellationToken);
        if (ended.StatusCode != 0)
            throw new OperationFailedException($"The helper of {verb.Name} failed with code {ended.StatusCode}.", ["script: " + script[0]], "./build.sh Status");
    }

    /// <summary>Starts a shell script beside a container; it goes on until <see cref="RemoveHelperAsync"/>.</summary>
    public async Task<string> StartHelperAsync(
        FaultVerb verb, ContainerInspectResponse beside, IReadOnlyList<string> script, HostConfig rights, CancellationToken cancellationToken)
    {
        await RemoveHelperAsync(verb, cancellationToken);
        rights.CapDrop = ["ALL"];
        rights.NetworkMode = "none";
        rights.ReadonlyRootfs = true;
        var made = await engine.Containers.CreateContainerAsync(
            new CreateContainerParameters
            {
                Name = NameOf(verb),
                Image = beside.Image,
                User = "0:0",
                Entrypoint = ["/bin/sh", "-c"],
                Cmd = [.. script],
                HostConfig = rights,
                Healthcheck = new HealthConfig { Test = ["NONE"] },
            },
            cancellationToken);
        await engine.Containers.StartContainerAsync(made.ID, new ContainerStartParameters(), cancellationToken);
        return made.ID;
    }

    /// <summary>Ends and removes a fault's helper, where there is one.</summary>
    public async Task RemoveHelperAsync(FaultVerb verb, CancellationToken cancellationToken)
    {
        try
        {
            await engine.Containers.RemoveContainerAsync(NameOf(verb), new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, cancellationToken);
        }
        catch (DockerContainerNotFoundException)
        {
            // The usual case: nobody left one.
            return;
        }
    }

    private string NameOf(FaultVerb verb) => $"{project}-fault-{verb.Name}";
}
