using Sagaz.Operations.Images;

namespace Sagaz.Operations.Tests.Images;

public sealed class AptSourcesTests
{
    [Fact]
    public void The_machines_mirrors_are_used_for_the_images_release()
    {
        var sources = AptSources.Sources(["http://mirror.test/debian/", "http://mirror.test/debian-security/", "https://other.test/node"], "trixie");

        Assert.Equal(
            "deb http://mirror.test/debian/ trixie main\ndeb http://mirror.test/debian/ trixie-updates main\ndeb http://mirror.test/debian-security/ trixie-security main\n",
            sources);
    }

    [Fact]
    public void Debians_own_are_used_where_the_machine_names_none()
    {
        Assert.StartsWith("deb http://deb.debian.org/debian trixie main\n", AptSources.Sources(["http://archive.test/ubuntu/"], "trixie"), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_how_apt_fetches_is_taken_over_and_no_file_of_the_machine()
    {
        const string dump = "APT::Architecture \"amd64\";\nAcquire \"\";\nAcquire::http::Proxy \"http://proxy.test:3128\";\nAcquire::https::CaInfo \"/etc/ssl/own.pem\";\nAcquire::cdrom \"\";\nDir::Etc \"etc/apt\";\n";

        Assert.Equal("Acquire::http::Proxy \"http://proxy.test:3128\";\n", AptSources.Configuration(dump));
    }
}
