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
}
