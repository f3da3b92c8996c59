using Sagaz.Core.Errors;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Tests.Processes;

namespace Sagaz.Operations.Tests.Secrets;

public sealed class PasswordStoreTests : IDisposable
{
    private static readonly Dictionary<string, string> Nothing = [];

    private readonly TemporaryFolder folder = new();
    private readonly PasswordStore store;

    public PasswordStoreTests() => store = new PasswordStore(folder.Of("secrets", "passwords.json"));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Makes_a_long_password_of_its_own_for_every_account()
    {
        Assert.True(store.Ensure(Nothing));

        var passwords = store.Read();
        Assert.Equal(Account.All.Order(), passwords.Keys.Order());
        Assert.All(passwords.Values, password => Assert.Matches("^[A-Za-z0-9]{32}$", password));
        Assert.Equal(Account.All.Count, passwords.Values.Distinct().Count());
    }

    [Fact]
    public void Two_clusters_share_no_password()
    {
        var other = new PasswordStore(folder.Of("other", "passwords.json"));
        store.Ensure(Nothing);
        other.Ensure(Nothing);

        Assert.Empty(store.Read().Values.Intersect(other.Read().Values));
    }

    [Fact]
    public void Keeps_them_in_a_file_that_is_its_owners_only()
    {
        store.Ensure(Nothing);

        Assert.Equal(SecretFile.OwnerOnly, File.GetUnixFileMode(folder.Of("secrets", "passwords.json")));
    }

    [Fact]
    public void Renews_what_it_is_asked_to_and_keeps_the_superusers_last_one()
    {
        store.Ensure(Nothing);
        var before = store.Read();

        Assert.True(store.Ensure(Nothing, [Account.Superuser, Account.Application]));

        var after = store.Read();
        Assert.Equal([Account.Superuser, Account.Application], Account.All.Where(account => before[account] != after[account]));
        Assert.Equal(before[Account.Superuser], after[Account.FormerSuperuser]);
        Assert.False(store.Ensure(Nothing));
    }

    [Fact]
    public void A_superusers_password_that_is_given_keeps_the_last_one_too()
    {
        store.Ensure(Nothing);
        var before = store.Read();

        store.Ensure(new Dictionary<string, string> { [Account.Superuser] = "chosen" });

        Assert.Equal(("chosen", before[Account.Superuser]), (store.Read()[Account.Superuser], store.Read()[Account.FormerSuperuser]));
    }

    [Fact]
    public void What_encrypts_backups_is_not_renewed()
    {
        Assert.DoesNotContain(Account.BackupCipher, Account.Renewable);
        Assert.Equal(Account.All.Count - 1, Account.Renewable.Count);
    }

    [Fact]
    public void Changes_nothing_the_second_time()
    {
        store.Ensure(Nothing);
        var before = File.ReadAllText(folder.Of("secrets", "passwords.json"));

        Assert.False(store.Ensure(Nothing));

        Assert.Equal(before, File.ReadAllText(folder.Of("secrets", "passwords.json")));
    }

    [Fact]
    public void A_given_password_replaces_a_generated_one_and_stays()
    {
        store.Ensure(Nothing);
        var before = store.Read();
        var given = new Dictionary<string, string> { [Account.Application] = "chosen" };

        Assert.True(store.Ensure(given));
        Assert.False(store.Ensure(given));
        Assert.False(store.Ensure(Nothing));

        Assert.Equal("chosen", store.Read()[Account.Application]);
        Assert.Equal(before.Where(pair => pair.Key != Account.Application).Order(ByKey), store.Read().Where(pair => pair.Key != Account.Application).Order(ByKey));
    }

    [Fact]
    public void An_account_that_came_later_gets_its_password_and_the_others_keep_theirs()
    {
        Directory.CreateDirectory(folder.Of("secrets"));
        SecretFile.Write(folder.Of("secrets", "passwords.json"), """{ "postgres": "kept" }""");

        Assert.True(store.Ensure(Nothing));

        Assert.Equal("kept", store.Read()[Account.Superuser]);
        Assert.Equal(Account.All.Count, store.Read().Count);
    }

    [Fact]
    public void Reading_before_they_are_made_is_refused_with_the_target_that_makes_them()
    {
        Assert.False(store.Exists);
        var refusal = Assert.Throws<PreconditionException>(() => store.Read());

        Assert.Equal(("The cluster was never prepared: it has no passwords yet.", "./build.sh Up"), (refusal.Sentence, refusal.Remedy));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"postgres\": \"cut o")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{ \"postgres\": null }")]
    public void A_damaged_file_is_refused_and_never_replaced(string text)
    {
        Directory.CreateDirectory(folder.Of("secrets"));
        var file = folder.Of("secrets", "passwords.json");
        File.WriteAllText(file, text);

        var refusal = Assert.Throws<PreconditionException>(() => store.Ensure(Nothing));

        Assert.StartsWith("The passwords of the environment cannot be read: ", refusal.Sentence, StringComparison.Ordinal);
        Assert.Contains("file: " + file, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(file));
    }

    private static Comparer<KeyValuePair<string, string>> ByKey { get; } =
        Comparer<KeyValuePair<string, string>>.Create((left, right) => string.CompareOrdinal(left.Key, right.Key));
}
