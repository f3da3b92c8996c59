using Docker.DotNet;
using Docker.DotNet.Models;
using Sagaz.Core.Errors;

namespace Sagaz.Operations.Runtimes.Compose;

public sealed partial class ComposeRuntime
{
    private const string VolumeLabel = "com.docker.compose.volume";
    private const int StopSeconds = 60;

    /// <inheritdoc />
    public async Task StopMembersAsync(IReadOnlyList<string> members, CancellationToken cancellationToken)
    {
        using var held = StateLock.Acquire(layout.Lock);
        var containers = (await engine.ListAsync(project, cancellationToken)).Where(container => IsOrWatches(container, members));
        using var patient = Engine.Patient();
        await Task.WhenAll(containers.Select(container => patient.Containers.StopContainerAsync(
            container.ID, new ContainerStopParameters { WaitBeforeKillSeconds = StopSeconds }, cancellationToken)));
    }

    /// <inheritdoc />
    public async Task ForgetMembersAsync(IReadOnlyList<string> members, bool withData, CancellationToken cancellationToken)
    {
        using var held = StateLock.Acquire(layout.Lock);
        foreach (var container in (await engine.ListAsync(project, cancellationToken)).Where(container => IsOrWatches(container, members)))
            await engine.Containers.RemoveContainerAsync(container.ID, new ContainerRemoveParameters { Force = true }, cancellationToken);
        var volumes = (await engine.Volumes.ListAsync(new() { Filters = Engine.Labelled(project) }, cancellationToken)).Volumes ?? [];
        foreach (var volume in volumes.Where(volume => withData && volume.Labels.TryGetValue(VolumeLabel, out var name) && members.Contains(name)))
            await engine.Volumes.RemoveAsync(volume.Name, force: false, cancellationToken);
        foreach (var folder in members.Select(layout.TlsOf).Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
        new ClusterRecord(topology.Members, RuntimeKind.Compose, topology.HasMonitoring, topology.HasBackups).Replace(layout.Record);
    }

    /// <summary>Whether a container is one of some members, or one's exporter.</summary>
    private static bool IsOrWatches(ContainerListResponse container, IEnumerable<string> members) =>
        members.Any(member => ServiceOf(container) == member || ServiceOf(container) == WatchingServices.ExporterOf(member));

    /// <inheritdoc />
    public Task StopServiceAsync(string service, CancellationToken cancellationToken) =>
        compose.RunAsync($"stop {service}", ["stop", service], cancellationToken);

    /// <inheritdoc />
    public Task StartServiceAsync(string service, CancellationToken cancellationToken) =>
        compose.RunAsync($"start {service}", ["start", service], cancellationToken);

    /// <inheritdoc />
    /// <remarks>The process in the container that tells HAProxy is started here, and waits for its line.</remarks>
    public async Task<ProxyLine> OpenProxyAsync(CancellationToken cancellationToken)
    {
        var proxy = (await engine.ListAsync(project, cancellationToken)).FirstOrDefault(container => ServiceOf(container) == ClusterCertificates.Proxy)
            ?? throw new OperationFailedException("HAProxy has no container.", remedy: "./build.sh Up");
        var teller = await ReachProxyAsync(
            () => engine.AttachAsync(proxy.ID, ["bash", "-c", "read -r command && exec tell-haproxy \"$command\""], reads: true, cancellationToken), cancellationToken);
        return new ProxyLine(
            async (command, token) =>
            {
                var (code, output) = await ReachProxyAsync(() => teller.EndAsync(command + "\n", token), token);
                return code == 0 ? output : $"code {code} {output}";
            },
            teller.Dispose);
    }

    private static async Task<T> ReachProxyAsync<T>(Func<Task<T>> reach, CancellationToken cancellationToken)
    {
        try
        {
            return await reach();
        }
        catch (Exception error) when (error is DockerApiException || Engine.IsSilence(error, cancellationToken))
        {
            throw new OperationFailedException($"HAProxy takes no commands: {error.Message}", remedy: "./build.sh Status", innerException: error);
        }
    }
}
