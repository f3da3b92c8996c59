using System.Net;
using System.Net.WebSockets;
using k8s;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>Opens the websocket of an exec: newer servers take the protocol that can end the program's input, older ones the one before.</summary>
internal sealed class ExecSocket : WebSocketBuilder
{
    private readonly string context;

    public ExecSocket(string context)
    {
        this.context = context;
        // The client adds the older one behind it (v4.channel.k8s.io); the server takes the first that it knows.
        Options.AddSubProtocol(WebSocketProtocol.V5BinaryWebsocketProtocol);
        Options.CollectHttpResponseDetails = true;
    }

    /// <inheritdoc />
    /// <exception cref="ApiRefusedException">The server answered otherwise than by a websocket.</exception>
    public override async Task<WebSocket> BuildAndConnectAsync(Uri uri, CancellationToken cancellationToken)
    {
        try
        {
            return await base.BuildAndConnectAsync(uri, cancellationToken);
        }
        catch (WebSocketException refused) when (WebSocket.HttpStatusCode is not 0 and not HttpStatusCode.SwitchingProtocols)
        {
            throw ApiAnswer.Refusal(WebSocket.HttpStatusCode, "exec " + uri.AbsolutePath, $"exec in {uri.AbsolutePath.Split('/')[^2]}: {refused.Message}", context);
        }
    }
}
