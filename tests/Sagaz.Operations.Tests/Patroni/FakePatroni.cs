using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sagaz.Operations.Certificates;

namespace Sagaz.Operations.Tests.Patroni;

/// <summary>What a member was asked.</summary>
internal sealed record FakeRequest(string Method, string Path, string Authorization, string Body, string Client);

/// <summary>What it answers; null hangs up instead.</summary>
internal sealed record FakeAnswer(int Status, string Body);

/// <summary>A member's REST API on a real socket, with mutual TLS as Patroni has it.</summary>
internal sealed class FakePatroni : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly X509Certificate2 certificate;
    private readonly X509Certificate2 root;
    private readonly Func<FakeRequest, FakeAnswer?> answer;
    private readonly Task serving;

    public FakePatroni(CertificateStore store, Func<FakeRequest, FakeAnswer?> answer)
    {
        this.answer = answer;
        var files = store.FilesOf("postgres-0");
        certificate = X509Certificate2.CreateFromPemFile(files.Certificate, files.Key);
        root = X509Certificate2.CreateFromPem(File.ReadAllText(store.RootCertificate));
        listener.Start();
        serving = ServeAsync();
    }

    public List<FakeRequest> Requests { get; } = [];

    public Uri Address => new($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await serving;
        listener.Dispose();
        ending.Dispose();
        certificate.Dispose();
        root.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync(ending.Token);
                await using var stream = new SslStream(client.GetStream());
                await stream.AuthenticateAsServerAsync(Options(), ending.Token);
                await AnswerAsync(stream);
            }
            catch (Exception error) when (error is OperationCanceledException or IOException or System.Security.Authentication.AuthenticationException)
            {
                // The test has ended, or the client does not trust us: both are what some test is about.
                Failure = error;
            }
        }
    }

    /// <summary>Why the last connection came to nothing.</summary>
    public Exception? Failure { get; private set; }

    private SslServerAuthenticationOptions Options() => new()
    {
        ServerCertificate = certificate,
        ClientCertificateRequired = true,
        CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            CustomTrustStore = { root },
        },
    };

    private async Task AnswerAsync(SslStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var start = (await reader.ReadLineAsync(ending.Token))!.Split(' ');
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync(ending.Token) is { Length: > 0 } line)
            headers[line[..line.IndexOf(':', StringComparison.Ordinal)]] = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        var body = new char[int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture)];
        // Reading nothing would wait for something.
        if (body.Length > 0)
            await reader.ReadBlockAsync(body, ending.Token);

        var request = new FakeRequest(start[0], start[1], headers.GetValueOrDefault("Authorization", ""), new string(body), stream.RemoteCertificate!.Subject);
        Requests.Add(request);
        if (answer(request) is { } given)
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.0 {given.Status} Answer\r\nContent-Type: application/json\r\n\r\n{given.Body}"), ending.Token);
    }
}
