using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Sagaz.Core.Kubernetes;

namespace Sagaz.Integration.Tests.Kubernetes.Cluster;

/// <summary>A probe of a container, asked as a kubelet asks it.</summary>
/// <param name="Json">The probe as the manifest says it.</param>
/// <param name="Ports">The container's ports by name.</param>
internal sealed record PodProbe(JsonObject Json, IReadOnlyDictionary<string, int> Ports)
{
    public TimeSpan Period => TimeSpan.FromSeconds((int?)Json["periodSeconds"] ?? 10);

    public int FailureThreshold => (int?)Json["failureThreshold"] ?? 3;

    private TimeSpan Patience => TimeSpan.FromSeconds((int?)Json["timeoutSeconds"] ?? 1);

    /// <summary>A probe of a container; null where it has none of that name.</summary>
    public static PodProbe? Of(JsonObject container, string name) => container[name] is JsonObject probe
        ? new PodProbe(probe, ManifestObject.ListAt(container, "ports").ToDictionary(port => (string)port["name"]!, port => (int)port["containerPort"]!))
        : null;

    /// <summary>Whether it is answered as it should be.</summary>
    /// <param name="host">The engine.</param>
    /// <param name="pod">Name of the pod.</param>
    /// <param name="container">Its container.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<bool> SucceedsAsync(EngineHost host, string pod, RunningContainer container, CancellationToken cancellationToken)
    {
        // One that ended at once never had an address.
        if (container.Address.Length == 0)
            return false;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            if (Json["exec"] is { } exec)
                return (await EngineHost.DockerAsync(["exec", host.NameOf(pod), .. exec["command"]!.AsArray().Select(part => (string)part!)])).ExitCode == 0;
            if (Json["tcpSocket"] is { } tcp)
            {
                using var reached = await ConnectAsync(container, PortOf(tcp), limit.Token);
                return reached is not null;
            }
            return await AsksAsync(container, Json["httpGet"]!, limit.Token);
        }
        catch (Exception silent) when (silent is HttpRequestException or IOException || (silent is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    private async Task<bool> AsksAsync(RunningContainer container, JsonNode get, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) => await ConnectAsync(container, PortOf(get), token) is { } reached ? new NetworkStream(reached, ownsSocket: true) : throw new IOException("nobody answers"),
            // A kubelet takes whatever certificate there is.
            SslOptions = { RemoteCertificateValidationCallback = (_, _, _, errors) => !errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) },
        };
        using var client = new HttpClient(handler);
        using var answer = await client.GetAsync(new Uri($"{((string?)get["scheme"] ?? "HTTP").ToLowerInvariant()}://{container.Address}:{PortOf(get)}{get["path"]}"), cancellationToken);
        return (int)answer.StatusCode is >= 200 and < 400;
    }

    private static Task<Socket?> ConnectAsync(RunningContainer container, int port, CancellationToken cancellationToken) =>
        NetworkNamespace.ConnectAsync(container.Process, IPAddress.Parse(container.Address), port, cancellationToken);

    private int PortOf(JsonNode asked) => asked["port"] is JsonValue port && port.TryGetValue<int>(out var number) ? number : Ports[(string)asked["port"]!];
}
