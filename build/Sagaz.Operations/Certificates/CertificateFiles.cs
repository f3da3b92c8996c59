namespace Sagaz.Operations.Certificates;

/// <summary>The PEM files of one subject.</summary>
/// <param name="Certificate">Certificate, PEM.</param>
/// <param name="Key">Private key, PKCS#8 PEM, readable by its owner only.</param>
public sealed record CertificateFiles(string Certificate, string Key)
{
    /// <summary>Certificate and key in one file, as HAProxy wants it.</summary>
    public string Bundle => Path.ChangeExtension(Certificate, ".pem");
}
