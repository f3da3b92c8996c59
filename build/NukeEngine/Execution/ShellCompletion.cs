using Nuke.Common.ValueInjection;

namespace Nuke.Common.Execution;

/// <summary>Answers <c>:complete "nuke Up --e"</c> with what may follow.</summary>
internal static class ShellCompletion
{
    private const string Command = ":complete";

    /// <summary>Keeps the line to be completed from being taken for this run's own arguments.</summary>
    public static string[] AsOneArgument(string[] arguments)
        => arguments is [Command, .. var line] ? [Command, string.Join(' ', line)] : arguments;

    public static bool IsAskedFor(Session session) => session.Arguments.All is [Command, ..];

    public static int Answer(Session session, NukeBuild build)
    {
        // The first word is the program, whatever the shell calls it.
        var line = string.Join(' ', session.Arguments.All.Skip(1)).TrimStart();
        var words = line.IndexOf(' ', StringComparison.Ordinal) is var space and >= 0 ? line[(space + 1)..] : string.Empty;
        foreach (var item in Candidates(words, Items(session, build)))
            Console.Out.WriteLine(item);
        return 0;
    }

    /// <param name="words">The command line so far, without the program.</param>
    /// <param name="items">Parameters by name, with the values they accept.</param>
    internal static IEnumerable<string> Candidates(string words, IReadOnlyDictionary<string, string[]> items)
    {
        var parts = words.Split(' ');
        var current = parts[^1];
        var given = parts.Where(x => x.StartsWith('-')).Select(Plain).ToList();
        var last = given.LastOrDefault();

        var values = last is null ? Values("Target")
            : current.StartsWith('-') ? []
            : Values(last);
        var parameters = current.Length == 0 || current.StartsWith('-')
            ? items.Keys.Where(x => !given.Contains(x, StringComparer.OrdinalIgnoreCase)).Select(Dash)
            : [];
        return values.Concat(parameters)
            .Where(x => x.StartsWith(current, StringComparison.OrdinalIgnoreCase))
            .Select(x => InTypedCase(x, current));

        IEnumerable<string> Values(string parameter)
        {
            var passed = parts.Reverse().TakeWhile(x => !x.StartsWith('-')).Select(Plain);
            var accepted = items.FirstOrDefault(x => x.Key.Equals(parameter, StringComparison.OrdinalIgnoreCase)).Value ?? [];
            var open = accepted.Except(passed, StringComparer.OrdinalIgnoreCase);
            return parameter == "Target" ? open.Select(ParameterName.Split) : open;
        }

        string Dash(string name)
            => current.TrimStart('-').Length == 0 || current.StartsWith("--", StringComparison.Ordinal)
                ? "--" + ParameterName.Split(name).ToLowerInvariant()
                : "-" + name;
    }

    private static Dictionary<string, string[]> Items(Session session, NukeBuild build)
    {
        var items = InjectedMembers.Parameters(build.GetType()).ToDictionary(
            ParameterName.Of,
            x => ParameterValues.Accepted(x, build)?.ToArray());
        items["Profile"] = ParameterFiles.ProfileNames(session.NukeDirectory);
        return items;
    }

    private static string Plain(string word) => word.Replace("-", string.Empty, StringComparison.Ordinal);

    private static string InTypedCase(string item, string typed)
    {
        var letters = typed.Where(char.IsLetter).ToList();
        var rest = item[typed.Length..];
        return letters.Count == 0 || item.StartsWith(typed, StringComparison.Ordinal) ? item
            : letters.TrueForAll(char.IsUpper) ? typed + rest.ToUpperInvariant()
            : letters.TrueForAll(char.IsLower) ? typed + rest.ToLowerInvariant()
            : typed + rest;
    }
}
