using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes.FakeApi;

/// <summary>Port-forwards as the kubelet serves them: channels over a websocket, to a port of this machine.</summary>
internal sealed class FakePodChannels
{
    /// <summary>Where a pod's port really is, by <c>pod:port</c>.</summary>
    public ConcurrentDictionary<string, int> Ports { get; } = new();

    /// <summary>A connection to a pod's port, as from within the pod; null where nothing listens. By default <see cref="Ports"/> says where.</summary>
    public Func<string, int, Task<Socket?>> ReachAsync { get; set; }

    public FakePodChannels() => ReachAsync = ReachHereAsync;

    public async Task ServeAsync(HttpContext context, string path)
    {
        var pod = path.Split('/')[^2];
        var protocol = context.WebSockets.WebSocketRequestedProtocols.First(name => name == "v4.channel.k8s.io");
        using var socket = await context.WebSockets.AcceptWebSocketAsync(protocol);
        var port = ushort.Parse((string)context.Request.Query["ports"]!);
        foreach (var channel in new byte[] { 0, 1 })
            await SendAsync(socket, [channel, (byte)(port & 255), (byte)(port >> 8)], context.RequestAborted);
        using var reached = await ReachAsync(pod, port);
        if (reached is null)
        {
            await SendAsync(socket, [1, .. Encoding.UTF8.GetBytes($"nothing listens on {pod}:{port}")], context.RequestAborted);
            return;
        }
        await using var local = new NetworkStream(reached);
        await Task.WhenAny(UpAsync(socket, local, context.RequestAborted), DownAsync(socket, local, context.RequestAborted));
    }

    private async Task<Socket?> ReachHereAsync(string pod, int port)
    {
        if (!Ports.TryGetValue($"{pod}:{port}", out var real))
            return null;
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", real);
        return socket;
    }

    private static async Task UpAsync(WebSocket socket, NetworkStream local, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        var header = 1;
        while (await socket.ReceiveAsync(buffer, cancellationToken) is { MessageType: not WebSocketMessageType.Close } part)
        {
            // Only a message begins with its channel, not every part of it.
            await local.WriteAsync(buffer.AsMemory(header, part.Count - header), cancellationToken);
            header = part.EndOfMessage ? 1 : 0;
        }
    }

    private static async Task DownAsync(WebSocket socket, NetworkStream local, CancellationToken cancellationToken)
    {
        var buffer = new byte[8 * 1024];
        while (await local.ReadAsync(buffer.AsMemory(1), cancellationToken) is var read and > 0)
            await SendAsync(socket, buffer[..(read + 1)], cancellationToken);
    }

    private static Task SendAsync(WebSocket socket, byte[] message, CancellationToken cancellationToken) =>
        socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
}
