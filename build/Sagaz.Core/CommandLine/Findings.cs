using Sagaz.Core.Errors;

namespace Sagaz.Core.CommandLine;

/// <summary>Words what is wrong with the input, with the nearest valid name.</summary>
internal sealed class Findings(CommandLineContract contract)
{
    private const string Masked = "***";

    public CommandLineProblem UnknownParameter(string written, ValueSource source)
    {
        var name = ParsedCommandLine.NameIn(written);
        var problem = new CommandLineProblem
        {
            Subject = name,
            Finding = $"Unknown parameter {Enumeration.Quoted(name)}",
            Source = source,
        };
        if (written.Contains('=', StringComparison.Ordinal) && contract.FindParameter(name) is { } meant)
        {
            return problem with
            {
                Subject = meant.Option,
                Finding = $"{meant.Option} is joined to its value by '='",
                Advice = $"write {meant.Option} VALUE",
            };
        }
        if (contract.FindTarget(name) is { } target)
            return problem with { Nearest = target, Advice = "it is a target: write it without dashes, before the first parameter" };
        var nearest = ParameterName.Key(name) is "h" or "?"
            ? "--help"
            : NearestName.Find(name, contract.Parameters.Select(parameter => parameter.Option));
        return nearest is not null
            ? problem with { Nearest = nearest }
            : problem with { Allowed = Enumeration.Or([.. contract.Parameters.Select(parameter => parameter.Option)]) };
    }

    public CommandLineProblem UnknownTarget(string word, ValueSource source, string? option = null)
    {
        var problem = new CommandLineProblem
        {
            Subject = option ?? word,
            Value = word,
            Finding = (option is null ? "Unknown target " : $"{option} names the unknown target ") + Enumeration.Quoted(word),
            Source = source,
        };
        if (NearestName.Find(word, contract.Targets) is { } nearest)
            return problem with { Nearest = nearest };
        if (contract.FindParameter(word) is { } parameter)
            return problem with { Nearest = parameter.Option, Advice = "it is a parameter: write it with dashes" };
        return problem with { Allowed = Enumeration.Or([.. contract.Targets.Order(StringComparer.Ordinal)]) };
    }

    public CommandLineProblem BadValue(ParameterContract parameter, string value, ValueSource source) => new()
    {
        Subject = parameter.Option,
        Value = parameter.IsSecret ? Masked : value,
        Finding = $"{parameter.Option} is {Shown(parameter, value)}",
        Source = source,
        Allowed = parameter.Allowed,
        Nearest = parameter.Kind == ParameterKind.Choice ? NearestName.Find(value, parameter.AllowedValues) : null,
        Advice = parameter.Kind == ParameterKind.Switch ? AdviceForTargetAmong([value]) : null,
    };

    public static CommandLineProblem DashedValue(ParameterContract parameter, string value, ValueSource source) => new()
    {
        Subject = parameter.Option,
        Value = parameter.IsSecret ? Masked : value,
        Finding = $"{parameter.Option} is {Shown(parameter, value)}, and NUKE takes what begins with a dash for a parameter's name",
        Source = source,
        Allowed = parameter.Allowed,
        Advice = $"set {ParameterName.EnvironmentPrefix}{ParameterName.Key(parameter.Name).ToUpperInvariant()} instead",
    };

    public CommandLineProblem TooManyValues(ParameterContract parameter, IReadOnlyList<string> values, ValueSource source) => new()
    {
        Subject = parameter.Option,
        Finding = $"{parameter.Option} takes one value and has {values.Count}"
            + (parameter.IsSecret ? "" : ": " + string.Join(", ", values.Select(Enumeration.Quoted))),
        Source = source,
        Allowed = parameter.Allowed,
        Advice = AdviceForTargetAmong(values),
    };

    public static CommandLineProblem About(
        ParameterContract parameter,
        string finding,
        ValueSource source,
        string? advice = null) => new()
        {
            Subject = parameter.Option,
            Finding = $"{parameter.Option} {finding}",
            Source = source,
            Advice = advice,
        };

    public string? AdviceForTargetAmong(IEnumerable<string> values) =>
        values.Select(contract.FindTarget).FirstOrDefault(target => target is not null) is { } target
            ? $"{target} is a target: write it before the first parameter"
            : null;

    private static string Shown(ParameterContract parameter, string value) =>
        Enumeration.Quoted(parameter.IsSecret ? Masked : value);
}
