using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>One connection to a port of a pod, in Kubernetes' channel protocol (<c>v4.channel.k8s.io</c>).</summary>
/// <remarks>
/// Each message begins with its channel: 0 for what the port says and hears, 1 for the kubelet's complaints. The first
/// message of a channel holds the port's number and nothing else.
/// </remarks>
internal sealed class PodChannel(WebSocket socket)
{
    private const int BufferBytes = 32 * 1024;
    private const byte Data = 0;
    private const byte Complaint = 1;
    private const int PortBytes = 2;

    /// <summary>Carries bytes both ways until either side ends.</summary>
    /// <exception cref="IOException">The kubelet could not reach the port.</exception>
    public async Task CopyAsync(NetworkStream local, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var up = UpAsync(local, either.Token);
        var down = DownAsync(local, either.Token);
        var first = await Task.WhenAny(up, down);
        await either.CancelAsync();
        local.Close();
        await Task.WhenAll(Settle(up, first), Settle(down, first));
    }

    /// <summary>The side that ended second was cut off: only the first one's error says anything.</summary>
    private static async Task Settle(Task side, Task first)
    {
        try
        {
            await side;
        }
        catch (Exception cut) when (side != first && cut is OperationCanceledException or IOException or WebSocketException or ObjectDisposedException)
        {
            return;
        }
    }

    private async Task UpAsync(NetworkStream local, CancellationToken cancellationToken)
    {
        var message = new byte[BufferBytes + 1];
        message[0] = Data;
        while (await local.ReadAsync(message.AsMemory(1), cancellationToken) is var read and > 0)
            await socket.SendAsync(message.AsMemory(0, read + 1), WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
    }

    private async Task DownAsync(NetworkStream local, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        var (channel, toSkip) = (Data, new[] { PortBytes, PortBytes });
        var isBeginning = true;
        while (await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken) is { MessageType: not WebSocketMessageType.Close } part)
        {
            var text = buffer.AsMemory(0, part.Count);
            if (isBeginning && part.Count > 0)
            {
                channel = text.Span[0];
                text = text[1..];
            }
            isBeginning = part.EndOfMessage;
            if (channel > Complaint)
                continue;
            var skipped = Math.Min(toSkip[channel], text.Length);
            toSkip[channel] -= skipped;
            text = text[skipped..];
            if (channel == Complaint && text.Length > 0)
                throw new IOException(Encoding.UTF8.GetString(text.Span));
            await local.WriteAsync(text, cancellationToken);
        }
    }
}
