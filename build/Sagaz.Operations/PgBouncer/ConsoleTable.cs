namespace Sagaz.Operations.PgBouncer;

/// <summary>What PgBouncer's console answers to <c>SHOW</c>, as CSV by psql; releases differ in their columns.</summary>
internal static class ConsoleTable
{
    /// <summary>The rows, each by column; no value of the console holds a comma or a line's end.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Parse(string csv)
    {
        var lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')).ToList();
        return [.. lines.Skip(1).Select(row => lines[0].Zip(row).DistinctBy(pair => pair.First).ToDictionary(pair => pair.First, pair => pair.Second))];
    }
}
