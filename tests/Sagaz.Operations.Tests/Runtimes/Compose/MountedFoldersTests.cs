using Sagaz.Core.Errors;
using Sagaz.Operations.Runtimes.Compose;
using Sagaz.Operations.Tests.Processes;

namespace Sagaz.Operations.Tests.Runtimes.Compose;

public sealed class MountedFoldersTests : IDisposable
{
    private readonly TemporaryFolder deploy = new();

    public MountedFoldersTests()
    {
        foreach (var name in new[] { "compose", "backups", "monitoring" })
            Directory.CreateDirectory(deploy.Of(name), (UnixFileMode)0b111_101_101);
        File.WriteAllText(deploy.Of("compose", "etcd.yml"), "");
        File.SetUnixFileMode(deploy.Of("compose", "etcd.yml"), (UnixFileMode)0b110_100_100);
    }

    public void Dispose() => deploy.Dispose();

    [Fact]
    public void Are_open_to_all_in_a_usual_clone() => MountedFolders.RequireReadable(deploy.Path);

    [Theory]
    [InlineData("compose/etcd.yml", 0b110_100_000)]
    [InlineData("monitoring", 0b111_101_100)]
    [InlineData("backups", 0b111_000_000)]
    public void Are_refused_when_a_strict_umask_closed_them(string entry, int mode)
    {
        File.SetUnixFileMode(deploy.Of(entry), (UnixFileMode)mode);

        var refused = Assert.Throws<PreconditionException>(() => MountedFolders.RequireReadable(deploy.Path));

        Assert.Contains(deploy.Of(entry), refused.Message, StringComparison.Ordinal);
        Assert.StartsWith("Containers could not read 1 files", refused.Sentence, StringComparison.Ordinal);
        Assert.StartsWith("chmod -R a+rX ", refused.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void May_hold_a_link_to_what_is_secret()
    {
        var secret = deploy.Of("secret");
        File.WriteAllText(secret, "");
        File.SetUnixFileMode(secret, UnixFileMode.UserRead);
        File.CreateSymbolicLink(deploy.Of("compose", ".env"), secret);

        MountedFolders.RequireReadable(deploy.Path);
    }
}
