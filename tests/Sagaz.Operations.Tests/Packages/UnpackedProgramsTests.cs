using Sagaz.Core.Errors;
using Sagaz.Operations.Packages;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Tests.Processes;

namespace Sagaz.Operations.Tests.Packages;

/// <summary>With an apt of the test's own, which hands out a real package that the test built.</summary>
[Collection(SearchPathGroup.Name)]
public sealed class UnpackedProgramsTests : IDisposable
{
    private static readonly Tool Wanted = new("fake tool", "fake-tool", [], new(1, 2), ["fake-package"]);

    private readonly TemporaryFolder folder = new();
    private readonly string? cacheBefore = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
    private readonly ListLog log = new();

    public UnpackedProgramsTests()
    {
        Environment.SetEnvironmentVariable("XDG_CACHE_HOME", folder.Of("cache"));
        File.WriteAllText(folder.Of("keys.gpg"), "");
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("XDG_CACHE_HOME", cacheBefore);
        folder.Dispose();
    }

    [RequiresToolFact("dpkg-deb")]
    public async Task A_program_of_a_package_is_kept_and_found_again()
    {
        await BuildAsync("fake-tool");

        var file = await Programs(Apt()).FetchAsync(Wanted, CancellationToken.None);

        Assert.Equal(folder.Of("cache", "sagaz", "trixie", "fake-tool"), file);
        Assert.Equal(file, UnpackedPrograms.Find("fake-tool"));
        Assert.Equal("runs", (await new CommandRunner(log).RunAsync(new Command(file))).Require().Output.Trim());
        Assert.Equal([file], Directory.EnumerateFileSystemEntries(UnpackedPrograms.Folder));
        var asked = await File.ReadAllTextAsync(folder.Of("asked"));
        Assert.Contains($"[signed-by={folder.Of("keys.gpg")}]", asked, StringComparison.Ordinal);
        Assert.Contains(" trixie main", asked, StringComparison.Ordinal);
        Assert.EndsWith("download fake-package\n", asked, StringComparison.Ordinal);
    }

    [RequiresToolFact("dpkg-deb")]
    public async Task A_package_without_the_program_is_refused()
    {
        await BuildAsync("other-tool");

        var refused = await Assert.ThrowsAsync<PreconditionException>(() => Programs(Apt()).FetchAsync(Wanted, CancellationToken.None));

        Assert.Contains("fake-package of Debian trixie has no program 'fake-tool'", refused.Sentence, StringComparison.Ordinal);
        Assert.Null(UnpackedPrograms.Find("fake-tool"));
    }

    [Fact(Timeout = 20_000)]
    public async Task What_apt_refuses_is_said_in_its_words()
    {
        var apt = folder.Script("apt-get", "echo 'E: The repository is not signed.' >&2; exit 100");

        var refused = await Assert.ThrowsAsync<PreconditionException>(() => Programs(apt).FetchAsync(Wanted, CancellationToken.None));

        Assert.Equal("fake tool cannot be fetched: apt-get update ended with code 100.", refused.Sentence);
        Assert.Contains("not signed", refused.Message, StringComparison.Ordinal);
        Assert.Equal("install fake tool 1.2 or newer by hand", refused.Remedy);
    }

    [Fact(Timeout = 20_000)]
    public async Task Without_debians_keys_nothing_is_fetched()
    {
        File.Delete(folder.Of("keys.gpg"));

        var refused = await Assert.ThrowsAsync<PreconditionException>(() => Programs(Apt()).FetchAsync(Wanted, CancellationToken.None));

        Assert.Equal("sudo apt-get install debian-archive-keyring", refused.Remedy);
        Assert.False(File.Exists(folder.Of("asked")));
    }

    private UnpackedPrograms Programs(string apt) => new(new CommandRunner(log), log) { AptGet = apt, Keys = folder.Of("keys.gpg") };

    /// <summary>An apt that writes down its sources and arguments, and has one package.</summary>
    private string Apt() => folder.Script("apt-get", $"""
        cat sources.list >> {folder.Of("asked")}
        echo "$@" >> {folder.Of("asked")}
        case "$*" in *download*) cp {folder.Of("fake-package.deb")} . ;; esac
        """);

    private async Task BuildAsync(string program)
    {
        Directory.CreateDirectory(folder.Of("package", "DEBIAN"));
        Directory.CreateDirectory(folder.Of("package", "usr", "bin"));
        await File.WriteAllTextAsync(folder.Of("package", "DEBIAN", "control"), "Package: fake-package\nVersion: 1\nArchitecture: all\nMaintainer: test <test@example.org>\nDescription: made by a test\n");
        folder.Script(Path.Combine("package", "usr", "bin", program), "echo runs");
        (await new CommandRunner(log).RunAsync(new Command("dpkg-deb", "--build", folder.Of("package"), folder.Of("fake-package.deb")))).Require();
    }
}
