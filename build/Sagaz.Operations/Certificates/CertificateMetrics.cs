using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Sagaz.Operations.Certificates;

/// <summary>Tells monitoring when certificates end, as a text file for node_exporter.</summary>
/// <remarks>
/// Nothing but <see cref="CertificateStore"/> issues, so a file written after it is right until it issues again; and it
/// covers PgBouncer and PostgreSQL, whose TLS a prober of HTTPS cannot reach.
/// </remarks>
public static class CertificateMetrics
{
    private const string Name = "sagaz_certificate_expiry_timestamp_seconds";

    /// <summary>The metrics of the authority and of the subjects that have a certificate already.</summary>
    public static string Render(CertificateStore store, IEnumerable<Subject> subjects)
    {
        var text = new StringBuilder($"# HELP {Name} End of a certificate's life, in seconds since 1970.\n# TYPE {Name} gauge\n");
        var all = subjects.Select(subject => (subject.Name, File: store.FilesOf(subject.Name).Certificate)).Prepend((Name: "ca", File: store.RootCertificate));
        foreach (var (name, file) in all.Where(entry => File.Exists(entry.File)))
        {
            using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(file));
            var end = new DateTimeOffset(certificate.NotAfter.ToUniversalTime()).ToUnixTimeSeconds();
            text.Append(CultureInfo.InvariantCulture, $"{Name}{{certificate=\"{name}\"}} {end}\n");
        }
        return text.ToString();
    }
}
