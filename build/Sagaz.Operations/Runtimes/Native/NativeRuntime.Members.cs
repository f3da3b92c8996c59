using System.Net.Sockets;
using System.Text;
using Sagaz.Core.Errors;

namespace Sagaz.Operations.Runtimes.Native;

public sealed partial class NativeRuntime
{
    /// <inheritdoc />
    public async Task StopMembersAsync(IReadOnlyList<string> members, CancellationToken cancellationToken)
    {
        using var held = StateLock.Acquire(layout.Lock);
        await supervisor.StopAsync(WithExporters(members), cancellationToken);
    }

    /// <inheritdoc />
    public Task ForgetMembersAsync(IReadOnlyList<string> members, bool withData, CancellationToken cancellationToken)
    {
        using var held = StateLock.Acquire(layout.Lock);
        foreach (var member in members)
        {
            File.Delete(layout.ConfigurationOf(member + ".yml"));
            File.Delete(layout.ConfigurationOf(WatchingServices.ExporterOf(member) + ".pgpass"));
            if (withData)
                DeleteFolder(layout.DataOf(member));
        }
        foreach (var service in WithExporters(members))
            DeleteFolder(supervisor.FolderOf(service));
        new ClusterRecord(topology.Members, RuntimeKind.Native, topology.HasMonitoring, topology.HasBackups).Replace(layout.Record);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<ProxyLine> OpenProxyAsync(CancellationToken cancellationToken) => Task.FromResult(new ProxyLine(AskProxyAsync));

    /// <summary>Before a reload: see <see cref="HaproxyService.StatesIn"/>.</summary>
    private async Task KeepProxyStatesAsync(CancellationToken cancellationToken) =>
        await File.WriteAllTextAsync(HaproxyService.StatesIn(layout), await AskProxyAsync("show servers state", cancellationToken), cancellationToken);

    private async Task<string> AskProxyAsync(string command, CancellationToken cancellationToken)
    {
        var file = HaproxyService.SocketIn(layout);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(file), cancellationToken);
            await using var stream = new NetworkStream(socket);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\n"), cancellationToken);
            using var reader = new StreamReader(stream);
            return await reader.ReadToEndAsync(cancellationToken);
        }
        catch (SocketException error)
        {
            throw new OperationFailedException($"HAProxy takes no commands: {error.Message}", ["socket: " + file], "./build.sh Status", error);
        }
    }

    private IReadOnlyList<string> WithExporters(IReadOnlyList<string> members) =>
        topology.HasMonitoring ? [.. members, .. members.Select(WatchingServices.ExporterOf)] : members;

    private static void DeleteFolder(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
