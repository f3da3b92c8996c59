using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Sagaz.Operations.Certificates;

/// <summary>HTTP over TLS where both sides show a certificate of our own authority.</summary>
public static class MutualTls
{
    /// <summary>A handler that trusts one authority only, and shows our certificate.</summary>
    /// <param name="rootCertificate">PEM file of the authority.</param>
    /// <param name="client">PEM files of our certificate.</param>
    public static SocketsHttpHandler CreateHandler(string rootCertificate, CertificateFiles client) => new()
    {
        UseProxy = false,
        SslOptions = new SslClientAuthenticationOptions
        {
            ClientCertificates = [X509Certificate2.CreateFromPemFile(client.Certificate, client.Key)],
            CertificateChainPolicy = TrustOnly(rootCertificate),
        },
    };

    /// <summary>Trusts one authority only.</summary>
    /// <param name="rootCertificate">PEM file of the authority.</param>
    public static X509ChainPolicy TrustOnly(string rootCertificate) => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        RevocationMode = X509RevocationMode.NoCheck,
        CustomTrustStore = { X509Certificate2.CreateFromPem(File.ReadAllText(rootCertificate)) },
    };
}
