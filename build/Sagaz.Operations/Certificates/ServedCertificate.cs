using System.Buffers.Binary;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Certificates;

/// <summary>The certificate that a server shows in a handshake.</summary>
internal static class ServedCertificate
{
    /// <summary>PostgreSQL's SSLRequest ("Frontend/Backend Protocol", Message Formats).</summary>
    private const int SslRequest = 80877103;

    /// <param name="host">Where it listens.</param>
    /// <param name="port">Where it listens.</param>
    /// <param name="rootCertificate">PEM file of the authority that it must be of.</param>
    /// <param name="isPostgres">Whether TLS is asked for first, as PostgreSQL and PgBouncer want it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Its SHA-1 thumbprint, a name and not a proof; null when no handshake succeeds.</returns>
    public static async Task<string?> ReadAsync(string host, int port, string rootCertificate, bool isPostgres, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadlines.Request);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(host, port, deadline.Token);
            var stream = client.GetStream();
            if (isPostgres && !await AgreesAsync(stream, deadline.Token))
                return null;
            await using var secured = new SslStream(stream);
            await secured.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions { TargetHost = host, CertificateChainPolicy = MutualTls.TrustOnly(rootCertificate) }, deadline.Token);
            return secured.RemoteCertificate?.GetCertHashString();
        }
        catch (Exception error) when (error is SocketException or IOException or AuthenticationException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>The thumbprint of a PEM file's certificate.</summary>
    public static string ThumbprintOf(string file)
    {
        using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(file));
        return certificate.GetCertHashString();
    }

    private static async Task<bool> AgreesAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var request = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(request, request.Length);
        BinaryPrimitives.WriteInt32BigEndian(request.AsSpan(4), SslRequest);
        await stream.WriteAsync(request, cancellationToken);
        await stream.ReadExactlyAsync(request.AsMemory(0, 1), cancellationToken);
        return request[0] == 'S';
    }
}
