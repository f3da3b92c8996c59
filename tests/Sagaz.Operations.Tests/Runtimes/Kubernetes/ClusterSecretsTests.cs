using System.Text;
using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Runtimes.Kubernetes;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes;

public sealed class ClusterSecretsTests : IAsyncLifetime
{
    private static readonly Dictionary<string, string> Nothing = [];
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sagaz-secrets-");
    private DeployerHarness harness = null!;

    public async Task InitializeAsync()
    {
        harness = await DeployerHarness.StartAsync();
        harness.Fake.Objects.Put("/api/v1/namespaces/sagaz", SmallManifests.Of().Of("Namespace").Single().Json);
    }

    public async Task DisposeAsync()
    {
        await harness.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_first_deployment_makes_what_is_missing_and_a_second_one_nothing()
    {
        var made = await Secrets("one").EnsureAsync(Rendered.File.Resolve("dev"), Nothing, CancellationToken.None);
        var again = await Secrets("one").EnsureAsync(Rendered.File.Resolve("dev"), Nothing, CancellationToken.None);

        Assert.Equal(["authority", "passwords", "tls-backup-repository", "tls-client", "tls-pgbouncer", "tls-postgresql"], made.Select(line => line.Split(' ')[1]).Order(StringComparer.Ordinal));
        Assert.Empty(again);
        Assert.Equal(Account.All.Order(StringComparer.Ordinal), Data("passwords").Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["ca.crt", "tls.crt", "tls.key"], Data("tls-postgresql").Keys.Order(StringComparer.Ordinal));
    }

    [Fact(Timeout = 60_000)]
    public async Task Another_machine_gets_what_the_cluster_has()
    {
        await Secrets("one").EnsureAsync(Rendered.File.Resolve("dev"), Nothing, CancellationToken.None);

        Assert.True(await Secrets("two").FetchAsync(CancellationToken.None));
        var made = await Secrets("two").EnsureAsync(Rendered.File.Resolve("dev"), Nothing, CancellationToken.None);

        Assert.Empty(made);
        Assert.Equal(Passwords("one").Read(), Passwords("two").Read());
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(folder.FullName, "one", "ca.crt")), await File.ReadAllTextAsync(Path.Combine(folder.FullName, "two", "ca.crt")));
    }

    [Fact(Timeout = 60_000)]
    public async Task Members_certificate_names_every_member_and_both_services()
    {
        await Secrets("one").EnsureAsync(Rendered.File.Resolve("dev"), Nothing, CancellationToken.None);
        using var certificate = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPem(Data("tls-postgresql")["tls.crt"]);

        Assert.All(["postgresql-0.postgresql-headless", "postgresql-8.postgresql-headless", "postgres-primary", "postgres-replica.sagaz.svc", "localhost"], name => Assert.True(certificate.MatchesHostname(name), name));
        Assert.False(certificate.MatchesHostname("pgbouncer-rw"));
    }

    [Fact(Timeout = 60_000)]
    public async Task Data_whose_passwords_are_gone_is_not_written_over()
    {
        harness.Fake.Objects.Put("/api/v1/namespaces/sagaz/persistentvolumeclaims/data-postgresql-0", JsonNode.Parse("""{"kind": "PersistentVolumeClaim", "metadata": {"name": "data-postgresql-0"}}""")!.AsObject());

        var refused = await Assert.ThrowsAsync<PreconditionException>(() => Secrets("one").EnsureAsync(Rendered.File.Resolve("dev"), Nothing, CancellationToken.None));

        Assert.Contains("data-postgresql-0", refused.Message, StringComparison.Ordinal);
        Assert.Null(harness.Fake.Objects.Find("/api/v1/namespaces/sagaz/secrets/passwords"));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_secret_that_somebody_else_brought_must_have_every_key()
    {
        harness.Fake.Objects.Put("/api/v1/namespaces/sagaz/secrets/passwords", new JsonObject
        {
            ["kind"] = "Secret",
            ["metadata"] = new JsonObject { ["name"] = "passwords" },
            ["data"] = new JsonObject { ["postgres"] = Convert.ToBase64String("theirs"u8) },
        });

        var refused = await Assert.ThrowsAsync<PreconditionException>(() => Secrets("one").EnsureAsync(Rendered.File.Resolve("dev"), Nothing, CancellationToken.None));

        Assert.Contains("lacks replicator", refused.Sentence, StringComparison.Ordinal);
    }

    private ClusterSecrets Secrets(string machine) => new(harness.Api, Passwords(machine), Path.Combine(folder.FullName, machine));

    private PasswordStore Passwords(string machine) => new(Path.Combine(folder.FullName, machine + "-secrets", "passwords.json"));

    private Dictionary<string, string> Data(string secret) => ManifestObject.TextsAt(harness.Fake.Objects.Find($"/api/v1/namespaces/sagaz/secrets/{secret}"), "data")
        .ToDictionary(pair => pair.Key, pair => Encoding.UTF8.GetString(Convert.FromBase64String(pair.Value)));
}
