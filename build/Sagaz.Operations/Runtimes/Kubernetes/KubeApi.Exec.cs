using System.Net.WebSockets;
using k8s;

namespace Sagaz.Operations.Runtimes.Kubernetes;

internal sealed partial class KubeApi
{
    /// <summary>Begins a program in a pod, without a terminal.</summary>
    /// <param name="pod">Name of the pod.</param>
    /// <param name="container">Name of its container.</param>
    /// <param name="command">Program and arguments.</param>
    /// <param name="hasInput">Whether it reads something.</param>
    /// <param name="cancellationToken">Ends the wait for the server.</param>
    /// <exception cref="ApiRefusedException">The server refused.</exception>
    public Task<WebSocket> OpenExecAsync(string pod, string container, IReadOnlyList<string> command, bool hasInput, CancellationToken cancellationToken) =>
        executing.Value.WebSocketNamespacedPodExecAsync(
            pod, Connection.Namespace, command, container, stderr: true, stdin: hasInput, stdout: true, tty: false,
            WebSocketProtocol.V4BinaryWebsocketProtocol, cancellationToken: cancellationToken).WaitAsync(cancellationToken);

    /// <summary>Port-forwards speak one protocol, programs one of two: they have a client of their own.</summary>
    private static k8s.Kubernetes OpenExecuting(KubeConnection connection)
    {
        var client = KubeConfigFile.Open(connection);
        client.CreateWebSocketBuilder = () => new ExecSocket(connection.Context);
        return client;
    }
}
