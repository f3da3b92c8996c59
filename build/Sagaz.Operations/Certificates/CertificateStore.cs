using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Certificates;

/// <summary>A folder with a certificate authority of its own and what it issued.</summary>
/// <remarks>ECDSA P-256; the authority lives ten years, what it issues one year, renewed 30 days before its end.</remarks>
public sealed class CertificateStore(string folder, TimeProvider time)
{
    private static readonly TimeSpan AuthorityLife = TimeSpan.FromDays(3650);
    private static readonly TimeSpan IssuedLife = TimeSpan.FromDays(365);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);

    /// <summary>The authority's certificate, which clients trust.</summary>
    public string RootCertificate => Path.Combine(folder, "ca.crt");

    private string RootKey => Path.Combine(folder, "ca.key");

    /// <summary>The files of a subject, whether or not they exist yet.</summary>
    public CertificateFiles FilesOf(string subject) =>
        new(Path.Combine(folder, subject + ".crt"), Path.Combine(folder, subject + ".key"));

    /// <summary>Makes the authority and the certificates that are missing, near their end, or for other names.</summary>
    /// <param name="subjects">Who has a certificate.</param>
    /// <param name="isRenewal">Whether all get a new one; the authority stays while it outlives them.</param>
    /// <returns>Names of the subjects that got a new certificate.</returns>
    public IReadOnlyList<string> Ensure(IReadOnlyList<Subject> subjects, bool isRenewal = false)
    {
        Directory.CreateDirectory(folder);
        using var authority = LoadAuthority() ?? CreateAuthority();
        return [.. subjects.Where(subject => isRenewal || !IsGood(subject, authority)).Select(subject => Issue(subject, authority))];
    }

    private X509Certificate2? LoadAuthority()
    {
        if (!File.Exists(RootCertificate) || !File.Exists(RootKey))
            return null;
        var authority = X509Certificate2.CreateFromPemFile(RootCertificate, RootKey);
        if (EndsAfter(authority, IssuedLife))
            return authority;
        authority.Dispose();
        return null;
    }

    private X509Certificate2 CreateAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=sagaz certificate authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var now = time.GetUtcNow();
        using var created = request.CreateSelfSigned(now.AddMinutes(-5), now + AuthorityLife);
        SecretFile.Write(RootKey, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(RootCertificate, created.ExportCertificatePem());
        return X509Certificate2.CreateFromPem(created.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    private bool IsGood(Subject subject, X509Certificate2 authority)
    {
        var files = FilesOf(subject.Name);
        if (!File.Exists(files.Certificate) || !File.Exists(files.Key) || !File.Exists(files.Bundle))
            return false;
        using var issued = X509Certificate2.CreateFromPem(File.ReadAllText(files.Certificate));
        return IsPair(issued, File.ReadAllText(files.Key))
            && issued.Issuer == authority.Subject
            && AuthorityKeyOf(issued) == SubjectKeyOf(authority)
            && EndsAfter(issued, RenewBefore)
            && subject.DnsNames.All(name => issued.MatchesHostname(name, allowWildcards: false, allowCommonName: false));
    }

    /// <summary>A run that was killed between two files leaves a key that is another certificate's.</summary>
    private static bool IsPair(X509Certificate2 certificate, string key)
    {
        using var own = ECDsa.Create();
        own.ImportFromPem(key);
        using var shown = certificate.GetECDsaPublicKey();
        return shown is not null && shown.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(own.ExportSubjectPublicKeyInfo());
    }

    private string Issue(Subject subject, X509Certificate2 authority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={subject.Name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(
            [new Oid("1.3.6.1.5.5.7.3.1", "serverAuth"), new Oid("1.3.6.1.5.5.7.3.2", "clientAuth")], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in subject.DnsNames)
            names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());

        var now = time.GetUtcNow();
        using var issued = request.Create(authority, now.AddMinutes(-5), now + IssuedLife, RandomNumberGenerator.GetBytes(16));
        var files = FilesOf(subject.Name);
        var keyPem = key.ExportPkcs8PrivateKeyPem();
        SecretFile.Write(files.Key, keyPem + "\n");
        SecretFile.Write(files.Bundle, $"{issued.ExportCertificatePem()}\n{keyPem}\n");
        File.WriteAllText(files.Certificate, issued.ExportCertificatePem() + "\n");
        return subject.Name;
    }

    private bool EndsAfter(X509Certificate2 certificate, TimeSpan life) =>
        certificate.NotAfter.ToUniversalTime() > time.GetUtcNow().UtcDateTime + life;

    private static string? AuthorityKeyOf(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().FirstOrDefault()?.KeyIdentifier is { } key
            ? Convert.ToHexString(key.Span)
            : null;

    private static string? SubjectKeyOf(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault()?.SubjectKeyIdentifier;
}
