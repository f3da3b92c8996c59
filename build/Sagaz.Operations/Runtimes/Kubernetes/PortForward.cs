using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using k8s;
using Sagaz.Core.Errors;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>A port of this machine's loopback that leads to a port of a pod, through the API server.</summary>
/// <remarks>Each connection has a channel of its own, to whichever pod is right at that moment.</remarks>
internal sealed class PortForward : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly CancellationTokenSource ending = new();
    private readonly Func<CancellationToken, Task<string>> choosePod;
    private readonly KubeApi api;
    private readonly int podPort;
    private readonly IProgressLog log;
    private readonly Task accepting;

    /// <param name="api">The API server.</param>
    /// <param name="port">Port on loopback; 0 for any.</param>
    /// <param name="podPort">Port in the pod.</param>
    /// <param name="choosePod">Names the pod for a new connection.</param>
    /// <param name="log">Told what goes wrong with single connections.</param>
    /// <exception cref="PreconditionException">Somebody else listens there.</exception>
    public PortForward(KubeApi api, int port, int podPort, Func<CancellationToken, Task<string>> choosePod, IProgressLog log)
    {
        (this.api, this.podPort, this.choosePod, this.log) = (api, podPort, choosePod, log);
        listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
        }
        catch (SocketException error)
        {
            throw new PreconditionException($"Port {port} of this machine is taken; it was to lead into the cluster.", remedy: "end what listens there, or --port-offset 100", innerException: error);
        }
        accepting = AcceptAsync();
    }

    /// <summary>The port on loopback.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Stop();
        await accepting;
        ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new HashSet<Task>();
        try
        {
            while (true)
            {
                var connection = await listener.AcceptTcpClientAsync(ending.Token);
                open.RemoveWhere(task => task.IsCompleted);
                open.Add(ServeAsync(connection));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            log.Detail($"port {podPort} is no longer forwarded");
        }
        await Task.WhenAll(open);
    }

    private async Task ServeAsync(TcpClient connection)
    {
        using var served = connection;
        connection.NoDelay = true;
        try
        {
            var pod = await choosePod(ending.Token);
            using var socket = await api.Client.WebSocketNamespacedPodPortForwardAsync(pod, api.Connection.Namespace, [podPort], WebSocketProtocol.V4BinaryWebsocketProtocol, cancellationToken: ending.Token);
            await new PodChannel(socket).CopyAsync(connection.GetStream(), ending.Token);
        }
        catch (Exception broken) when (broken is IOException or WebSocketException or SocketException or HttpRequestException or SagazException or k8s.Autorest.HttpOperationException or OperationCanceledException or ObjectDisposedException)
        {
            log.Detail($"a forwarded connection to port {podPort} ended: {broken.Message}");
        }
    }
}
