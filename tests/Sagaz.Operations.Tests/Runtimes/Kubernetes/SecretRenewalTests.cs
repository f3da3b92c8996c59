using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes;

/// <summary>New values of Secrets: the cluster's are the truth, and only ours are changed.</summary>
public sealed class SecretRenewalTests : IAsyncLifetime
{
    private RotatedCluster cluster = null!;

    public async Task InitializeAsync() => cluster = await RotatedCluster.StartAsync();

    public async Task DisposeAsync() => await cluster.DisposeAsync();

    [Fact(Timeout = 60_000)]
    public async Task Every_password_is_another_one_but_the_cipher_and_the_superusers_former_one_is_kept()
    {
        var before = cluster.Passwords("first").Read();

        await cluster.Secrets("first").RenewPasswordsAsync(CancellationToken.None);

        var after = await cluster.Secrets("first").RequireOwnAsync(SecretObjects.Passwords, CancellationToken.None);
        Assert.All(Account.Renewable, account => Assert.NotEqual(before[account], after[account]));
        Assert.Equal(before[Account.BackupCipher], after[Account.BackupCipher]);
        Assert.Equal(before[Account.Superuser], after[Account.FormerSuperuser]);
        Assert.Equal(after, cluster.Passwords("first").Read());
    }

    [Fact(Timeout = 60_000)]
    public async Task A_machine_with_an_older_copy_follows_and_one_that_may_not_look_keeps_its_own()
    {
        await cluster.Secrets("second").FetchAsync(CancellationToken.None);
        var older = cluster.Passwords("second").Read();
        await cluster.Secrets("first").RenewPasswordsAsync(CancellationToken.None);
        cluster.Harness.Fake.Faults.Refuse("GET /api/v1/namespaces/sagaz/secrets/passwords", System.Net.HttpStatusCode.Forbidden, "Forbidden", "no");

        await cluster.Secrets("second").FollowAsync(cluster.Harness.Log, CancellationToken.None);
        var forbidden = cluster.Passwords("second").Read();
        await cluster.Secrets("second").FollowAsync(cluster.Harness.Log, CancellationToken.None);

        Assert.Equal(older, forbidden);
        Assert.Equal(cluster.Passwords("first").Read(), cluster.Passwords("second").Read());
    }

    [Fact(Timeout = 60_000)]
    public async Task Passwords_that_another_run_has_changed_are_told_to_nobody()
    {
        await cluster.Secrets("second").FetchAsync(CancellationToken.None);
        await cluster.Secrets("second").RenewPasswordsAsync(CancellationToken.None);

        var refused = await Assert.ThrowsAsync<OperationFailedException>(() => cluster.Rotation("first").TellAsync(CancellationToken.None));

        Assert.Contains("Another run has changed the Secret 'passwords'", refused.Sentence, StringComparison.Ordinal);
        Assert.Empty(cluster.Harness.Fake.Programs.Run);
    }

    [Fact(Timeout = 60_000)]
    public async Task Of_two_runs_that_read_the_same_Secret_the_second_writes_nothing()
    {
        var read = cluster.Secret("passwords");
        await cluster.Secrets("second").RenewPasswordsAsync(CancellationToken.None);

        var refused = await Assert.ThrowsAsync<OperationFailedException>(() => cluster.Secrets("first").ReplaceAsync(read, new Dictionary<string, string> { ["postgres"] = "first" }, CancellationToken.None));

        Assert.Contains("meanwhile", refused.Sentence, StringComparison.Ordinal);
        Assert.Equal(cluster.Passwords("second").Read(), await cluster.Secrets("first").RequireOwnAsync(SecretObjects.Passwords, CancellationToken.None));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_somebody_else_brought_is_left_to_them(bool isOwned)
    {
        var brought = cluster.Secret("passwords");
        if (isOwned)
            brought["metadata"]!["ownerReferences"] = new JsonArray(new JsonObject { ["kind"] = "ExternalSecret", ["name"] = "passwords" });
        else
            brought["metadata"]!["labels"] = new JsonObject();
        cluster.Put(brought);
        var written = cluster.Harness.Fake.Objects.Written.Count;

        var refused = await Assert.ThrowsAsync<PreconditionException>(() => cluster.Rotation("first").RequirePossibleAsync(CancellationToken.None));

        Assert.Contains("somebody else's", refused.Sentence, StringComparison.Ordinal);
        Assert.Contains(isOwned ? "ExternalSecret passwords" : "lacks the label", refused.Message, StringComparison.Ordinal);
        Assert.Contains("where it comes from", refused.Remedy, StringComparison.Ordinal);
        Assert.Equal(written, cluster.Harness.Fake.Objects.Written.Count);
    }

    [Fact(Timeout = 60_000)]
    public async Task Certificates_are_issued_by_the_authority_that_the_cluster_has()
    {
        var (before, authority) = (cluster.Secret("tls-postgresql"), cluster.Secret("authority"));

        await cluster.Secrets("second").RenewCertificatesAsync(CancellationToken.None);

        var after = cluster.Secret("tls-postgresql");
        Assert.NotEqual((string?)before["data"]!["tls.crt"], (string?)after["data"]!["tls.crt"]);
        Assert.Equal((string?)before["data"]!["ca.crt"], (string?)after["data"]!["ca.crt"]);
        Assert.Equal((string?)authority["data"]!["tls.key"], (string?)cluster.Secret("authority")["data"]!["tls.key"]);
    }
}
