namespace Sagaz.Operations.PgBouncer;

/// <summary>What PgBouncer's console answers to <c>SHOW</c>; releases differ in their columns.</summary>
internal static class ConsoleTable
{
    // No name of a client's application holds it.
    private const char Separator = '\u001f';

    /// <summary>What psql must be told for <see cref="Parse"/>.</summary>
    public static IReadOnlyList<string> PsqlArguments => ["--no-psqlrc", "--no-align", "--field-separator", $"{Separator}", "--pset", "footer=off"];

    /// <summary>The rows, each by column.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Parse(string output)
    {
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(Separator)).ToList();
        return [.. lines.Skip(1).Where(row => row.Length == lines[0].Length)
            .Select(row => lines[0].Zip(row).DistinctBy(pair => pair.First).ToDictionary(pair => pair.First, pair => pair.Second))];
    }
}
