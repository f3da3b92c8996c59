using System.Net.WebSockets;
using System.Text;
using k8s;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>One program in a pod, in Kubernetes' channel protocol (<c>v5.channel.k8s.io</c>, <c>v4.channel.k8s.io</c>).</summary>
/// <remarks>
/// Each message begins with its channel: 0 for what the program reads, 1 and 2 for what it writes, 3 for how it ended. Only
/// the newer protocol has 255, which says that a channel is at its end.
/// </remarks>
internal sealed class ExecChannel(WebSocket socket)
{
    private const int BufferBytes = 32 * 1024;
    private const byte Input = 0;
    private const byte End = 255;
    private const int Status = 3;
    private readonly MemoryStream[] heard = [new(), new(), new(), new()];

    /// <summary>Gives the program its input, and hears it to its end.</summary>
    /// <param name="input">What it reads; null for nothing.</param>
    /// <param name="cancellationToken">Leaves the program to itself.</param>
    /// <returns>What it wrote to either stream, and what the server says of its end; empty where it said nothing.</returns>
    public async Task<(string Output, string ErrorOutput, string Status)> RunAsync(string? input, CancellationToken cancellationToken)
    {
        var hearing = HearAsync(cancellationToken);
        var isHeard = input is null || await TrySayAsync(Encoding.UTF8.GetBytes(input), cancellationToken);
        await hearing;
        if (!isHeard && heard[Status].Length == 0)
            throw new IOException("it took no input and did not say how it ended");
        return (Text(1), Text(2), Text(Status));
    }

    /// <summary>Says what the program is to read; one that ends without reading it says how it ended all the same.</summary>
    private async Task<bool> TrySayAsync(byte[] input, CancellationToken cancellationToken)
    {
        try
        {
            await SayAsync(input, cancellationToken);
            return true;
        }
        catch (Exception cut) when (cut is WebSocketException or IOException || (cut is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    private async Task SayAsync(byte[] input, CancellationToken cancellationToken)
    {
        foreach (var part in input.Chunk(BufferBytes))
            await socket.SendAsync(new[] { Input }.Concat(part).ToArray(), WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
        if (socket.SubProtocol == WebSocketProtocol.V5BinaryWebsocketProtocol)
            await socket.SendAsync(new byte[] { End, Input }, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
    }

    private async Task HearAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        var (channel, isBeginning) = (Input, true);
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken) is { MessageType: not WebSocketMessageType.Close } part)
            {
                var text = buffer.AsMemory(0, part.Count);
                if (isBeginning && part.Count > 0)
                {
                    channel = text.Span[0];
                    text = text[1..];
                }
                isBeginning = part.EndOfMessage;
                if (channel < heard.Length)
                    heard[channel].Write(text.Span);
            }
        }
        catch (WebSocketException) when (heard[Status].Length > 0)
        {
            // The kubelet says how the program ended, and is gone.
            return;
        }
    }

    private string Text(int channel) => Encoding.UTF8.GetString(heard[channel].ToArray());
}
