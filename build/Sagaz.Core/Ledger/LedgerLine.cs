using System.Globalization;

namespace Sagaz.Core.Ledger;

/// <summary>The ledger's text: one entry per line, words parted by spaces, so that people can grep it.</summary>
public static class LedgerLine
{
    /// <summary>The entry as a line, without its end.</summary>
    public static string Format(LedgerEntry entry) => entry switch
    {
        Attempted attempted => $"{Stamp(entry)} attempted {Text(attempted.Event)}",
        Acknowledged acknowledged => $"{Stamp(entry)} acknowledged {acknowledged.Id}",
        Abandoned abandoned => $"{Stamp(entry)} abandoned {abandoned.Id}",
        Published published => $"{Stamp(entry)} published {Text(published.Event)}",
        _ => throw new ArgumentException($"{entry.GetType().Name} has no line.", nameof(entry)),
    };

    /// <summary>All entries of a ledger's text; a last line without an end was torn by a kill and does not count.</summary>
    /// <exception cref="FormatException">A whole line is no entry.</exception>
    public static IReadOnlyList<LedgerEntry> ParseAll(string text)
    {
        var lines = text.Split('\n');
        return [.. lines.Take(lines.Length - 1).Select(Parse)];
    }

    private static LedgerEntry Parse(string line)
    {
        var words = line.Split(' ');
        if (words.Length < 3 || !DateTimeOffset.TryParseExact(words[0], "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            || !Guid.TryParse(words[2], out var id))
            throw new FormatException($"'{line}' is no line of a ledger.");
        return (words[1], words.Length) switch
        {
            ("attempted", 5) => new Attempted(at, Event(id, words)),
            ("acknowledged", 3) => new Acknowledged(at, id),
            ("abandoned", 3) => new Abandoned(at, id),
            ("published", 5) => new Published(at, Event(id, words)),
            _ => throw new FormatException($"'{line}' is no line of a ledger."),
        };
    }

    private static LedgerEvent Event(Guid id, string[] words) => new(id, words[3], int.Parse(words[4], CultureInfo.InvariantCulture));

    private static string Stamp(LedgerEntry entry) => entry.At.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);

    private static string Text(LedgerEvent written) => string.Create(CultureInfo.InvariantCulture, $"{written.Id} {written.Saga} {written.Sequence}");
}
