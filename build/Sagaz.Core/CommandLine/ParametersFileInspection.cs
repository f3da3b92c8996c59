using System.Text.Json;

using Sagaz.Core.Errors;

namespace Sagaz.Core.CommandLine;

/// <summary>Judges a file of defaults.</summary>
internal sealed class ParametersFileInspection(CommandLineContract contract, Findings findings, ValueInspection values)
{
    private static readonly string[] AlwaysAllowed = ["$schema", "Solution"];

    public IEnumerable<CommandLineProblem> Inspect(ParametersFile file)
    {
        var source = ValueSource.ParametersFile(file.Path);
        var members = file.Values.Where(member => !AlwaysAllowed.Contains(member.Key)).ToArray();
        var repeated = members
            .Where(member => contract.FindParameter(member.Key) is not null)
            .GroupBy(member => ParameterName.Key(member.Key))
            .Where(group => group.Count() > 1)
            .Select(group => Findings.About(
                contract.FindParameter(group.Key)!,
                $"is given {group.Count()} times",
                source,
                advice: "NUKE would take the last one: give it once"));
        return members.SelectMany(member => InspectMember(member.Key, member.Value, source)).Concat(repeated);
    }

    private IEnumerable<CommandLineProblem> InspectMember(string key, JsonElement value, ValueSource source)
    {
        if (contract.FindParameter(key) is not { } parameter)
        {
            var nearest = NearestName.Find(key, contract.Parameters.Select(known => known.Name));
            return [new()
            {
                Subject = key,
                Finding = $"Unknown key {Enumeration.Quoted(key)}",
                Source = source,
                Nearest = nearest,
                Allowed = nearest is null ? Enumeration.Or([.. contract.Parameters.Select(known => known.Name)]) : null,
            }];
        }
        if (parameter.IsSecret)
            return [Findings.About(parameter, "is secret", source, advice: "no file that is checked in may hold it")];
        if (TextsIn(value) is not { } texts)
            return [Findings.About(parameter, $"is {Kind(value)}", source) with { Allowed = parameter.Allowed }];
        return texts.FirstOrDefault(text => text.StartsWith('-')) is { } dashed
            ? [parameter.Kind != ParameterKind.Target && !ValueRule.Accepts(parameter, dashed)
                ? findings.BadValue(parameter, dashed, source)
                : Findings.DashedValue(parameter, dashed, source)]
            : values.Inspect(parameter, texts, source);
    }

    private static string[]? TextsIn(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return TextOf(value) is { } only ? [only] : null;
        var texts = value.EnumerateArray().Select(TextOf).OfType<string>().ToArray();
        return texts.Length == value.GetArrayLength() ? texts : null;
    }

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.Object => "an object",
        _ => "a list of more than plain values",
    };
}
