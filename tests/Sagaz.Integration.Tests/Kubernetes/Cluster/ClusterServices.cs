using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Tests.Runtimes.Kubernetes.FakeApi;

namespace Sagaz.Integration.Tests.Kubernetes.Cluster;

/// <summary>Names in the cluster's network that lead on: Services to their ready pods, and the API server's over TLS.</summary>
internal sealed class ClusterServices(EngineHost host, ObjectStore objects) : IAsyncDisposable
{
    /// <summary>The API server's name there.</summary>
    public const string ApiName = "kubernetes.default.svc";

    private const string Space = "/api/v1/namespaces/sagaz/";
    private readonly List<Relay> relays = [];
    private readonly X509Certificate2 certificate = MakeCertificate();

    /// <summary>What vouches for the API server, as PEM.</summary>
    public string Authority => certificate.ExportCertificatePem();

    /// <summary>Leads pods to the API server.</summary>
    public async Task ServeApiAsync(Uri api)
    {
        var process = await host.HoldAsync("kubernetes", ApiName);
        relays.Add(new Relay(await NetworkNamespace.ListenAsync(process, 443), WelcomeAsync, async token =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(api.Host, api.Port, token);
            return socket;
        }));
    }

    /// <summary>Leads pods to whom a Service selects at that moment; what it selects need not be there yet.</summary>
    /// <param name="name">The Service.</param>
    /// <param name="port">Its port.</param>
    public async Task ServeAsync(string name, int port)
    {
        var process = await host.HoldAsync("service-" + name, name);
        relays.Add(new Relay(await NetworkNamespace.ListenAsync(process, port), Relay.Plainly, async token =>
            Choose(name) is { } chosen ? await NetworkNamespace.ConnectAsync(process, IPAddress.Parse((string)chosen["status"]!["podIP"]!), PortOf(chosen, name, port), token) : null));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var relay in relays)
            await relay.DisposeAsync();
        certificate.Dispose();
    }

    private JsonObject? Choose(string name)
    {
        if (objects.Find($"{Space}services/{name}") is not { } service)
            return null;
        var selector = ManifestObject.TextsAt(service, "spec", "selector");
        var ready = objects.Below(Space + "pods").Where(pod => LabelSelector.Takes(selector, new ManifestObject(pod).Labels) && PodStatus.ReadySince(pod) is not null).ToList();
        return ready.Count == 0 ? null : ready[Random.Shared.Next(ready.Count)];
    }

    private int PortOf(JsonObject pod, string name, int port)
    {
        var target = (string)ManifestObject.ListAt(objects.Find($"{Space}services/{name}"), "spec", "ports").Single(its => (int)its["port"]! == port)["targetPort"]!;
        return (int)ManifestObject.ListAt(pod, "spec", "containers").SelectMany(container => ManifestObject.ListAt(container, "ports")).Single(its => (string?)its["name"] == target)["containerPort"]!;
    }

    private async Task<Stream> WelcomeAsync(Socket came, CancellationToken cancellationToken)
    {
        var secured = new SslStream(new NetworkStream(came));
        await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, cancellationToken);
        return secured;
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + ApiName, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(ApiName);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
