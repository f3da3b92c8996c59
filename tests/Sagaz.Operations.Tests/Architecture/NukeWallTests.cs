namespace Sagaz.Operations.Tests.Architecture;

/// <summary>NUKE stays behind a thin wall: the build project and its stand-in know it, and nobody else.</summary>
public sealed class NukeWallTests
{
    private static readonly string[] Inside = ["_build", "NukeEngine"];

    [Fact]
    public void Only_the_build_project_and_the_stand_in_know_NUKE()
    {
        var knowing = SourceFiles.Below("build").Where(file => IsInNuke(file.Text))
            .Select(file => file.Name.Split(Path.DirectorySeparatorChar)[0]).Distinct().Order();

        Assert.Equal(Inside.Order(StringComparer.Ordinal), knowing.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Only_the_build_project_refers_to_NUKE()
    {
        var referring = Directory.GetFiles(RepositoryRoot.Of("build"), "*.csproj", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains("Include=\"Nuke.", StringComparison.Ordinal))
            .Select(Path.GetFileNameWithoutExtension);

        Assert.Equal(["_build"], referring);
    }

    [Fact]
    public void Nothing_imports_the_build_project()
    {
        var projects = Directory.GetFiles(RepositoryRoot.Of("build"), "*.csproj", SearchOption.AllDirectories);

        Assert.Equal(5, projects.Length);
        Assert.DoesNotContain(projects, file => File.ReadAllText(file).Contains("_build.csproj", StringComparison.Ordinal));
    }

    [Fact]
    public void The_stand_in_knows_nothing_of_ours()
    {
        Assert.DoesNotContain(SourceFiles.Below("build", "NukeEngine"), file => SourceFiles.UsingsOf(file.Text).Any(Floors.IsOurs));
    }

    private static bool IsInNuke(string text) => SourceFiles.UsingsOf(text).Append(SourceFiles.NamespaceOf(text)).Any(name => name is "Nuke" || name?.StartsWith("Nuke.", StringComparison.Ordinal) == true);
}
