using Sagaz.Core.Errors;
using Sagaz.Operations.Pipeline;
using Sagaz.Operations.Runtimes.Native;
using Sagaz.Operations.Tests.Processes;

namespace Sagaz.Operations.Tests.Pipeline;

public sealed class StateFolderTests : IDisposable
{
    private readonly TemporaryFolder repository = new();

    public StateFolderTests() => File.SetUnixFileMode(repository.Path, (UnixFileMode)0b111_101_101);

    public void Dispose() => repository.Dispose();

    [Fact]
    public void Lies_in_the_repository_and_is_made_only_when_asked()
    {
        var state = Find("local");

        Assert.Equal(repository.Of(".sagaz", "local"), state.Path);
        Assert.False(Directory.Exists(repository.Of(".sagaz")));
        state.Create();
        state.Create();
        Assert.True(Directory.Exists(state.Path));
    }

    [Fact]
    public void Is_where_its_link_leads()
    {
        Directory.CreateDirectory(repository.Of(".sagaz"));
        Directory.CreateSymbolicLink(repository.Of(".sagaz", "local"), repository.Of("elsewhere", "local"));

        var state = Find("local");
        state.Create();

        Assert.Equal(repository.Of("elsewhere", "local"), state.Path);
        Assert.True(Directory.Exists(state.Path));
    }

    [Fact]
    public void Lies_outside_a_repository_that_the_servers_may_not_enter()
    {
        File.SetUnixFileMode(repository.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var state = Find("local");

        // Only root lends the servers another user; an ordinary user's servers may go where the user may.
        Assert.StartsWith(ServerAccount.IsLent ? "/var/lib/sagaz/sagaz-tests-" : repository.Path, state.Path, StringComparison.Ordinal);
        Assert.EndsWith("/local", state.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_opened_to_the_servers_where_a_strict_umask_had_closed_it()
    {
        Directory.CreateDirectory(repository.Of(".sagaz"), (UnixFileMode)0b111_101_000);
        Directory.CreateDirectory(repository.Of(".sagaz", "local"), (UnixFileMode)0b111_101_000);

        Find("local").Create();

        Assert.True(ServerAccount.CanEnter(repository.Of(".sagaz", "local")));
    }

    [Fact]
    public void Is_forgotten_with_its_link_and_the_empty_folder_above_it()
    {
        Directory.CreateDirectory(repository.Of(".sagaz", "dev"));
        Directory.CreateSymbolicLink(repository.Of(".sagaz", "local"), repository.Of("elsewhere", "local"));
        var (linked, plain) = (Find("local"), Find("dev"));
        linked.Create();

        Directory.Delete(linked.Path);
        linked.Forget();
        Assert.Equal([plain.Path], Directory.GetFileSystemEntries(repository.Of(".sagaz")));
        Assert.False(Directory.Exists(repository.Of("elsewhere")));

        Directory.Delete(plain.Path);
        plain.Forget();
        Assert.Empty(Directory.GetFileSystemEntries(repository.Path));
    }

    [Fact]
    public void Forgetting_what_was_never_made_is_nothing_to_do()
    {
        File.SetUnixFileMode(repository.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        Find("local").Forget();

        Assert.Empty(Directory.GetFileSystemEntries(repository.Path));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_a_missing_precondition()
    {
        File.WriteAllText(repository.Of(".sagaz"), "a file in its place");
        var state = Find("local");

        var refusal = Assert.Throws<PreconditionException>(state.Create);

        Assert.StartsWith("The state folder cannot be made: ", refusal.Sentence, StringComparison.Ordinal);
        Assert.Contains("folder: " + repository.Of(".sagaz", "local"), refusal.Message, StringComparison.Ordinal);
    }

    private StateFolder Find(string cluster) => StateFolder.Find(repository.Path, cluster);
}
