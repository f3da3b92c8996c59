using Nuke.Common.IO;

namespace NukeEngine.Tests.IO;

public sealed class AbsolutePathTests : IDisposable
{
    private readonly AbsolutePath root = Directory.CreateTempSubdirectory("nuke-engine-").FullName;

    [Theory]
    [InlineData("/a", "b/c", "/a/b/c")]
    [InlineData("/a/b", "..", "/a")]
    [InlineData("/a/", "", "/a")]
    [InlineData("/a", "./b/", "/a/b")]
    [InlineData("/", "..", "/")]
    public void Goes_down_and_up(string left, string right, string expected)
        => Assert.Equal(expected, (AbsolutePath)left / right);

    [Fact]
    public void Refuses_a_path_that_does_not_start_at_the_root()
        => Assert.Throws<ArgumentException>(() => (AbsolutePath)"a/b");

    [Fact]
    public void Names_its_parts()
    {
        var path = (AbsolutePath)"/a/b.tar.gz";

        Assert.Equal("b.tar.gz", path.Name);
        Assert.Equal("b.tar", path.NameWithoutExtension);
        Assert.Equal(".gz", path.Extension);
        Assert.Equal("/a", path.Parent);
        Assert.Equal("/", path.Parent.Parent);
        Assert.Null(path.Parent.Parent.Parent);
        Assert.True(path == "/a/./b.tar.gz");
        Assert.Equal("\"/a b\"", $"{(AbsolutePath)"/a b":dn}");
    }

    [Fact]
    public void Makes_writes_and_deletes()
    {
        var file = root / "x" / "y.txt";

        file.WriteAllText("text");
        Assert.Equal("text" + Environment.NewLine, file.ReadAllText());
        Assert.Equal(["text"], file.ReadAllLines());

        (root / "x").CreateOrCleanDirectory();
        Assert.False(file.FileExists());
        Assert.True((root / "x").DirectoryExists());

        (root / "x").DeleteDirectory();
        (root / "x").DeleteDirectory();
        Assert.Null((root / "x").ExistingDirectory());
    }

    [Theory]
    [InlineData("*.trx", "a.trx")]
    [InlineData("**/*.trx", "a.trx n/b.trx n/m/c.trx")]
    [InlineData("n/*.trx", "n/b.trx")]
    [InlineData("*/m/?.trx", "n/m/c.trx")]
    [InlineData("nosuch/*.trx", "")]
    public void Finds_files_by_patterns(string pattern, string expected)
    {
        foreach (var file in new[] { "a.trx", "a.xml", "n/b.trx", "n/m/c.trx" })
            (root / file).TouchFile();

        Assert.Equal(expected, string.Join(' ', root.GlobFiles(pattern).Select(x => root.GetRelativePathTo(x).ToString())));
    }

    [Theory]
    [InlineData("/a", "/a/b", true)]
    [InlineData("/a", "/a", true)]
    [InlineData("/a", "/ab", false)]
    [InlineData("/a", "/", false)]
    public void Knows_what_lies_below_it(string left, string right, bool expected)
        => Assert.Equal(expected, ((AbsolutePath)left).Contains(right));

    public void Dispose() => root.DeleteDirectory();
}
