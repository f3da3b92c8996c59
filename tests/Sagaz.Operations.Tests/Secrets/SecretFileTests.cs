using Sagaz.Operations.Secrets;
using Sagaz.Operations.Tests.Processes;

namespace Sagaz.Operations.Tests.Secrets;

public sealed class SecretFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_new_file_is_its_owners_only()
    {
        SecretFile.Write(folder.Of("key"), "secret");

        Assert.Equal("secret", File.ReadAllText(folder.Of("key")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.Of("key")));
    }

    [Fact]
    public void A_file_that_everybody_could_read_is_replaced_by_its_owners_only()
    {
        File.WriteAllText(folder.Of("key"), "old");
        File.SetUnixFileMode(folder.Of("key"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        SecretFile.Write(folder.Of("key"), "new");

        Assert.Equal("new", File.ReadAllText(folder.Of("key")));
        Assert.Equal(SecretFile.OwnerOnly, File.GetUnixFileMode(folder.Of("key")));
    }

    [Fact]
    public void What_a_killed_run_left_half_written_is_no_obstacle()
    {
        File.WriteAllText(folder.Of("key.new"), "hal");

        SecretFile.Write(folder.Of("key"), "whole");

        Assert.Equal([folder.Of("key")], Directory.GetFiles(folder.Path));
        Assert.Equal("whole", File.ReadAllText(folder.Of("key")));
    }

    [Fact]
    public void A_reader_that_has_the_old_file_open_reads_on_in_it()
    {
        SecretFile.Write(folder.Of("key"), "old");
        using var reader = File.OpenText(folder.Of("key"));

        SecretFile.Write(folder.Of("key"), "new and longer");

        Assert.Equal("old", reader.ReadToEnd());
    }
}
