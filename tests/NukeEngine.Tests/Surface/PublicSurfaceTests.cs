namespace NukeEngine.Tests.Surface;

public sealed class PublicSurfaceTests
{
    [Fact]
    public void Offers_exactly_the_rows_of_NUKE_that_are_listed_as_needed()
    {
        var offered = SurfaceRows.Of(typeof(NukeBuild).Assembly)
            .SelectMany(x => x.Members.Select(member => $"{x.Type} | {member}").Prepend(x.Type))
            .ToHashSet(StringComparer.Ordinal);
        var needed = Needed().ToHashSet(StringComparer.Ordinal);

        Assert.Empty(offered.Except(needed).Order());
        Assert.Empty(needed.Except(offered).Order());
    }

    private static IEnumerable<string> Needed()
    {
        var type = string.Empty;
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "nuke-api.txt")))
        {
            if (line.Length == 0 || line[0] == '#')
                continue;

            if (line[0] != ' ')
                type = line;
            yield return line[0] == ' ' ? $"{type} | {line.Trim()}" : line;
        }
    }
}
