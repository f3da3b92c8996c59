using System.Text;

namespace Sagaz.Core.Status;

/// <summary>Lays rows out in columns for a terminal.</summary>
public static class TextTable
{
    private const int Gap = 2;

    /// <summary>The table as lines, the header first; no line ends in spaces.</summary>
    /// <param name="header">Column titles.</param>
    /// <param name="rows">Cells; a row may be shorter than the header.</param>
    public static IReadOnlyList<string> Render(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        IReadOnlyList<IReadOnlyList<string>> all = [header, .. rows];
        var widths = Enumerable.Range(0, header.Count).Select(column => all.Max(row => column < row.Count ? row[column].Length : 0)).ToList();
        return [.. all.Select(row => Line(row, widths))];
    }

    private static string Line(IReadOnlyList<string> row, List<int> widths)
    {
        var line = new StringBuilder();
        for (var column = 0; column < row.Count; column++)
            line.Append(row[column].PadRight(widths[column] + Gap));
        return line.ToString().TrimEnd();
    }
}
