namespace Sagaz.Core.CommandLine;

/// <summary>Finds what a person meant when a name is not known.</summary>
public static class NearestName
{
    /// <summary>The candidate that is closest to <paramref name="given"/>, or null when none is close.</summary>
    /// <remarks>
    /// Close is one edit in names of up to four letters, two in names of up to eight, three in longer ones, by the
    /// Damerau-Levenshtein distance; or <paramref name="given"/> is the beginning of the candidate. Case, dashes
    /// and underscores do not count.
    /// </remarks>
    public static string? Find(string given, IEnumerable<string> candidates)
    {
        var wanted = Letters(given);
        if (wanted.Length == 0)
            return null;
        return candidates
            .Select(candidate => (Candidate: candidate, Letters: Letters(candidate)))
            .Select(it => (it.Candidate, it.Letters, Distance: Distance(wanted, it.Letters)))
            .Where(it => it.Distance <= EditsAllowed(Math.Max(wanted.Length, it.Letters.Length))
                || (wanted.Length >= 3 && it.Letters.StartsWith(wanted, StringComparison.Ordinal)))
            .OrderBy(it => it.Distance)
            .ThenBy(it => Math.Abs(it.Letters.Length - wanted.Length))
            .ThenBy(it => it.Candidate, StringComparer.Ordinal)
            .Select(it => it.Candidate)
            .FirstOrDefault();
    }

    /// <summary>
    /// How many letters must be inserted, removed, replaced or swapped with their neighbour to turn one name into
    /// the other, no place being edited twice.
    /// </summary>
    public static int Distance(string left, string right)
    {
        var twoBack = new int[right.Length + 1];
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        var current = new int[right.Length + 1];
        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    current[j] = Math.Min(current[j], twoBack[j - 2] + 1);
            }
            (twoBack, previous, current) = (previous, current, twoBack);
        }
        return previous[right.Length];
    }

    private static int EditsAllowed(int length) => length switch
    {
        <= 2 => 0,
        <= 4 => 1,
        <= 8 => 2,
        _ => 3,
    };

    private static string Letters(string name) =>
        string.Concat(name.Where(letter => letter is not ('-' or '_')).Select(char.ToLowerInvariant));
}
