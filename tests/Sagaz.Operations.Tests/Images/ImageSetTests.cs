using Sagaz.Operations.Images;
using Sagaz.Operations.Tests.Processes;

namespace Sagaz.Operations.Tests.Images;

public sealed class ImageSetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_tag_says_the_version_and_changes_with_every_file()
    {
        var images = new ImageSet(folder.Path, "1.2.3");
        File.WriteAllText(folder.Of("Dockerfile"), "FROM a");
        var first = images.Tag;

        File.WriteAllText(folder.Of("Dockerfile"), "FROM b");
        var second = images.Tag;
        File.Move(folder.Of("Dockerfile"), folder.Of("Containerfile"));

        Assert.Matches("^1\\.2\\.3-[0-9a-f]{12}$", first);
        Assert.Equal(3, new[] { first, second, images.Tag }.Distinct().Count());
        Assert.Equal(images.Tag, new ImageSet(folder.Path, "1.2.3").Tag);
        Assert.Equal("sagaz/etcd:" + images.Tag, images.Name("etcd"));
    }

    [Fact]
    public void The_migrators_tag_changes_with_scripts_and_sources_too_but_not_with_what_was_built()
    {
        var images = new ImageSet(Directory.CreateDirectory(folder.Of("deploy", "images")).FullName, "1.2.3");
        Write("deploy/images/Dockerfile", "FROM a");
        Write("sql/migrations/001_create.sql", "SELECT 1");
        Write("build/Sagaz.Core/Gate.cs", "class Gate;");
        var (first, others) = (images.Name(ImageSet.Migrator), images.Tag);

        Write("build/Sagaz.Core/obj/Debug/Gate.g.cs", "class Gate;");
        Write("docs/guide.md", "text");
        var same = images.Name(ImageSet.Migrator);
        Write("sql/migrations/001_create.sql", "SELECT 2");
        var second = images.Name(ImageSet.Migrator);
        Write("build/Sagaz.Core/Gate.cs", "class Door;");

        Assert.Equal(first, same);
        Assert.Equal(3, new[] { first, second, images.Name(ImageSet.Migrator) }.Distinct().Count());
        Assert.Equal(others, images.Tag);
    }

    private void Write(string name, string text)
    {
        var file = folder.Of(name.Split('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
