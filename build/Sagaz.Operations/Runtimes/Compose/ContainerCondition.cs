using Docker.DotNet.Models;

namespace Sagaz.Operations.Runtimes.Compose;

/// <summary>A container's state in the words of <c>Status</c>.</summary>
internal static class ContainerCondition
{
    /// <param name="service">Service name.</param>
    /// <param name="container">What the engine says of it; null when there is no such container.</param>
    public static ServiceState Describe(string service, ContainerInspectResponse? container) => container?.State switch
    {
        null => new ServiceState(service, null),
        { Paused: true } => new ServiceState(service, null, "paused"),
        { Restarting: true } => new ServiceState(service, null, "restarting"),
        { Running: true } state when container.NetworkSettings.Networks.Count == 0 => new ServiceState(service, (int)state.Pid, "cut off"),
        { Running: true } state => new ServiceState(service, (int)state.Pid, state.Health?.Status == "unhealthy" ? "unhealthy" : null),
        { OOMKilled: true } => new ServiceState(service, null, "down (out of memory)"),
        _ => new ServiceState(service, null),
    };
}
