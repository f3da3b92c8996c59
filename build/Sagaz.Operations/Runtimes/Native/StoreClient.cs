using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Sagaz.Operations.Certificates;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Native;

/// <summary>Asks etcd whether it is healthy, over mutual TLS.</summary>
internal sealed class StoreClient : IDisposable
{
    private readonly HttpClient http;

    public StoreClient(int port, CertificateStore certificates)
    {
        http = new HttpClient(MutualTls.CreateHandler(certificates.RootCertificate, certificates.FilesOf("client")))
        {
            BaseAddress = new Uri($"https://127.0.0.1:{port}/"),
            Timeout = Deadlines.Request,
        };
    }

    public async Task<bool> IsHealthyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("health", UriKind.Relative), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    public void Dispose() => http.Dispose();
}
