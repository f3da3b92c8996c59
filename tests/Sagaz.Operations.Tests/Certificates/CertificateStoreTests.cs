using System.Security.Cryptography.X509Certificates;
using Sagaz.Operations.Certificates;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Tests.Processes;

namespace Sagaz.Operations.Tests.Certificates;

public sealed class CertificateStoreTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly Subject Member = new("postgres-0", "postgres-0", "localhost");
    private static readonly Subject Pool = new("pgbouncer-rw", "localhost");

    private readonly TemporaryFolder folder = new();
    private readonly FixedTime time = new(Start);
    private readonly CertificateStore store;

    public CertificateStoreTests() => store = new CertificateStore(folder.Of("certificates"), time);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Issues_what_is_missing_and_nothing_the_second_time()
    {
        Assert.Equal(["postgres-0", "pgbouncer-rw"], store.Ensure([Member, Pool]));
        var before = Texts();

        Assert.Empty(store.Ensure([Member, Pool]));
        Assert.Equal(["etcd"], store.Ensure([Member, new Subject("etcd", "localhost"), Pool]));

        Assert.Equal(before, Texts().Where(file => !Path.GetFileName(file.Key).StartsWith("etcd", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_key_of_another_certificate_is_replaced_with_its_certificate()
    {
        store.Ensure([Member, Pool]);
        File.Copy(store.FilesOf(Pool.Name).Key, store.FilesOf(Member.Name).Key, overwrite: true);

        Assert.Equal(["postgres-0"], store.Ensure([Member, Pool]));

        using var pair = X509Certificate2.CreateFromPemFile(store.FilesOf(Member.Name).Certificate, store.FilesOf(Member.Name).Key);
        Assert.True(pair.HasPrivateKey);
    }

    [Fact]
    public void A_renewal_issues_all_of_them_anew_by_the_same_authority()
    {
        store.Ensure([Member, Pool]);
        var before = Texts();

        Assert.Equal(["postgres-0", "pgbouncer-rw"], store.Ensure([Member, Pool], isRenewal: true));

        var same = Texts().Where(file => before[file.Key] == file.Value).Select(file => Path.GetFileName(file.Key));
        Assert.Equal(["ca.crt", "ca.key"], same.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("1.3.6.1.5.5.7.3.1")]
    [InlineData("1.3.6.1.5.5.7.3.2")]
    public void What_it_issues_is_trusted_by_its_authority_for_servers_and_clients(string usage)
    {
        store.Ensure([Member]);
        using var issued = Load(Member);
        using var root = X509Certificate2.CreateFromPem(File.ReadAllText(store.RootCertificate));
        using var chain = Chain(root, usage);

        Assert.True(chain.Build(issued), string.Join(", ", chain.ChainStatus.Select(status => status.StatusInformation)));
        Assert.Equal(root.Thumbprint, chain.ChainElements[^1].Certificate.Thumbprint);
    }

    [Fact]
    public void What_it_issues_is_not_trusted_by_another_authority()
    {
        store.Ensure([Member]);
        var other = new CertificateStore(folder.Of("other"), time);
        other.Ensure([Member]);
        using var issued = Load(Member);
        using var root = X509Certificate2.CreateFromPem(File.ReadAllText(other.RootCertificate));
        using var chain = Chain(root, "1.3.6.1.5.5.7.3.1");

        Assert.False(chain.Build(issued));
    }

    [Theory]
    [InlineData("postgres-0", true)]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("postgres-1", false)]
    [InlineData("127.0.0.2", false)]
    public void A_certificate_answers_to_its_names_and_to_loopback_only(string host, bool answers)
    {
        store.Ensure([Member]);
        using var issued = Load(Member);

        Assert.Equal(answers, issued.MatchesHostname(host, allowWildcards: false, allowCommonName: false));
    }

    [Fact]
    public void The_authority_lives_ten_years_and_what_it_issues_one()
    {
        store.Ensure([Member]);
        using var issued = Load(Member);
        using var root = X509Certificate2.CreateFromPem(File.ReadAllText(store.RootCertificate));

        Assert.Equal(Start.UtcDateTime.AddDays(365), issued.NotAfter.ToUniversalTime());
        Assert.Equal(Start.UtcDateTime.AddDays(3650), root.NotAfter.ToUniversalTime());
        Assert.True(issued.NotBefore.ToUniversalTime() < Start.UtcDateTime);
    }

    [Fact]
    public void A_certificate_is_renewed_thirty_days_before_its_end()
    {
        store.Ensure([Member]);
        var root = File.ReadAllText(store.RootCertificate);

        time.Now = Start.AddDays(365 - 30).AddMinutes(-1);
        Assert.Empty(store.Ensure([Member]));
        time.Now = Start.AddDays(365 - 30);
        Assert.Equal(["postgres-0"], store.Ensure([Member]));

        using var renewed = Load(Member);
        Assert.Equal(time.Now.UtcDateTime.AddDays(365), renewed.NotAfter.ToUniversalTime());
        Assert.Equal(root, File.ReadAllText(store.RootCertificate));
    }

    [Fact]
    public void A_new_name_makes_a_new_certificate_for_that_subject_only()
    {
        store.Ensure([Member, Pool]);

        Assert.Equal(["postgres-0"], store.Ensure([new Subject("postgres-0", "postgres-0", "localhost", "postgres-primary"), Pool]));

        using var issued = Load(Member);
        Assert.True(issued.MatchesHostname("postgres-primary"));
    }

    [Fact]
    public void A_lost_authority_is_made_anew_and_signs_everything_again()
    {
        store.Ensure([Member, Pool]);
        File.Delete(folder.Of("certificates", "ca.key"));

        Assert.Equal(["postgres-0", "pgbouncer-rw"], store.Ensure([Member, Pool]));
        Assert.Empty(store.Ensure([Member, Pool]));
    }

    [Fact]
    public void An_authority_that_would_end_before_what_it_signs_is_made_anew()
    {
        store.Ensure([Member]);
        var root = File.ReadAllText(store.RootCertificate);

        time.Now = Start.AddDays(3650 - 365);
        Assert.Equal(["postgres-0"], store.Ensure([Member]));

        Assert.NotEqual(root, File.ReadAllText(store.RootCertificate));
    }

    [Theory]
    [InlineData("postgres-0.crt")]
    [InlineData("postgres-0.key")]
    [InlineData("postgres-0.pem")]
    public void A_lost_file_is_made_anew(string file)
    {
        store.Ensure([Member]);
        File.Delete(folder.Of("certificates", file));

        Assert.Equal(["postgres-0"], store.Ensure([Member]));
        Assert.True(File.Exists(folder.Of("certificates", file)));
    }

    [Fact]
    public void Keys_are_their_owners_only_and_fit_their_certificates()
    {
        store.Ensure([Member]);
        var files = store.FilesOf(Member.Name);

        Assert.All(
            [files.Key, files.Bundle, folder.Of("certificates", "ca.key")],
            file => Assert.Equal(SecretFile.OwnerOnly, File.GetUnixFileMode(file)));
        using var pair = X509Certificate2.CreateFromPemFile(files.Certificate, files.Key);
        using var bundle = X509Certificate2.CreateFromPemFile(files.Bundle);
        Assert.True(pair.HasPrivateKey && bundle.HasPrivateKey);
        Assert.Equal(pair.Thumbprint, bundle.Thumbprint);
        Assert.Equal(folder.Of("certificates", "postgres-0.pem"), files.Bundle);
    }

    private X509Certificate2 Load(Subject subject) => X509Certificate2.CreateFromPem(File.ReadAllText(store.FilesOf(subject.Name).Certificate));

    private X509Chain Chain(X509Certificate2 root, string usage)
    {
        var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new(usage));
        chain.ChainPolicy.VerificationTime = time.Now.UtcDateTime;
        return chain;
    }

    private Dictionary<string, string> Texts() =>
        Directory.GetFiles(folder.Of("certificates")).Order().ToDictionary(file => file, File.ReadAllText);
}
