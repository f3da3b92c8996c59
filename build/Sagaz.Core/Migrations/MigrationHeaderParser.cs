using System.Globalization;
using System.Text.RegularExpressions;
using Sagaz.Core.Errors;

namespace Sagaz.Core.Migrations;

/// <summary>Reads the header: the comment lines at the top of a script, up to its first line that is not a comment.</summary>
/// <remarks>A line holds one or more <c>-- key: value</c>. Comments below the first blank line are free.</remarks>
public static partial class MigrationHeaderParser
{
    private static readonly string[] Keys = ["run", "transaction", "lock-timeout", "verify", "contract", "waive"];

    private delegate bool TryParse<T>(string text, out T value);

    /// <summary>The header of the script in <paramref name="file"/>.</summary>
    /// <exception cref="PreconditionException">Names the file, the line and what is wrong with the header.</exception>
    public static MigrationHeader Parse(string file, string text)
    {
        var waivers = new Dictionary<string, string>(StringComparer.Ordinal);
        var values = ReadValues(file, text, waivers);
        return new MigrationHeader
        {
            Run = Require<RunPolicy>(values, file, "run", TryParseRun, "once, on-change or always"),
            InTransaction = Require<bool>(values, file, "transaction", TryParseYesOrNo, "yes or no"),
            LockTimeout = Require<TimeSpan>(
                values, file, "lock-timeout", TryParseDuration, "a duration above zero such as 3s or 500ms"),
            Verify = values.ContainsKey("verify")
                ? Require<string>(values, file, "verify", TryParseFileName, "the name of a file in sql/verify")
                : null,
            Contract = values.ContainsKey("contract")
                ? Require<string>(values, file, "contract", TryParseText, "why nothing uses any more what goes")
                : "",
            Waivers = waivers,
        };
    }

    private static Dictionary<string, (string Value, int Line)> ReadValues(
        string file, string text, Dictionary<string, string> waivers)
    {
        var values = new Dictionary<string, (string, int)>(StringComparer.Ordinal);
        var lines = text.Split('\n');
        for (var index = 0; index < lines.Length && lines[index].StartsWith("--", StringComparison.Ordinal); index++)
        {
            foreach (var part in PartSeparator().Split(lines[index].TrimEnd()).Where(part => part.Length > 0))
            {
                var pair = part.Split(':', 2, StringSplitOptions.TrimEntries);
                if (pair.Length < 2 || !Keys.Contains(pair[0]))
                    throw Broken(file, index + 1, $"'{part}' is not a header entry; the keys are {string.Join(", ", Keys)}");
                if (pair[0] == "waive")
                    AddWaiver(file, index + 1, pair[1], waivers);
                else if (!values.TryAdd(pair[0], (pair[1], index + 1)))
                    throw Broken(file, index + 1, $"the header says '{pair[0]}' twice");
            }
        }

        return values;
    }

    private static void AddWaiver(string file, int line, string text, Dictionary<string, string> waivers)
    {
        var pair = text.Split(':', 2, StringSplitOptions.TrimEntries);
        if (pair is not [{ Length: > 0 } rule, { Length: > 0 } reason])
            throw Broken(file, line, $"'waive: {text}' is not '<rule>: <reason>'");
        if (!waivers.TryAdd(rule, reason))
            throw Broken(file, line, $"the header waives '{rule}' twice");
    }

    private static T Require<T>(
        Dictionary<string, (string Value, int Line)> values,
        string file,
        string key,
        TryParse<T> tryParse,
        string expected)
    {
        if (!values.TryGetValue(key, out var found))
            throw Broken(file, 1, $"the header lacks '{key}', which is {expected}");
        return tryParse(found.Value, out var value)
            ? value
            : throw Broken(file, found.Line, $"'{key}: {found.Value}' is not {expected}");
    }

    private static bool TryParseRun(string text, out RunPolicy policy)
    {
        (var known, policy) = text switch
        {
            "once" => (true, RunPolicy.Once),
            "on-change" => (true, RunPolicy.OnChange),
            "always" => (true, RunPolicy.Always),
            _ => (false, default),
        };
        return known;
    }

    private static bool TryParseYesOrNo(string text, out bool yes)
    {
        yes = text == "yes";
        return yes || text == "no";
    }

    private static bool TryParseDuration(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var match = Duration().Match(text);
        if (!match.Success || !int.TryParse(match.Groups["number"].Value, CultureInfo.InvariantCulture, out var number))
            return false;
        duration = match.Groups["unit"].Value == "ms" ? TimeSpan.FromMilliseconds(number) : TimeSpan.FromSeconds(number);
        return duration > TimeSpan.Zero;
    }

    private static bool TryParseText(string text, out string value)
    {
        value = text;
        return text.Length > 0;
    }

    private static bool TryParseFileName(string text, out string name)
    {
        name = text;
        return FileName().IsMatch(text);
    }

    private static PreconditionException Broken(string file, int line, string problem) => new(
        $"Migration script {file}, line {line}: {problem}.",
        remedy: "start the script with '-- run: once', '-- transaction: yes', '-- lock-timeout: 3s' and '-- verify: <file>'");

    [GeneratedRegex(@"(?:^|\s+)--\s*")]
    private static partial Regex PartSeparator();

    [GeneratedRegex(@"^(?<number>[0-9]{1,6})\s*(?<unit>ms|s)$")]
    private static partial Regex Duration();

    [GeneratedRegex(@"^[A-Za-z0-9_.-]+\.sql$")]
    private static partial Regex FileName();
}
