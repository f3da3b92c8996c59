namespace Sagaz.Core.CommandLine;

/// <summary>Judges the values that one parameter was given, wherever they came from.</summary>
internal sealed class ValueInspection(CommandLineContract contract, Findings findings)
{
    public IEnumerable<CommandLineProblem> Inspect(
        ParameterContract parameter,
        IReadOnlyList<string> values,
        ValueSource source)
    {
        if (values.Count == 0)
        {
            return parameter.Kind == ParameterKind.Switch || parameter.MayStandAlone
                ? []
                : [Findings.About(parameter, "has no value", source) with { Allowed = parameter.Allowed }];
        }
        if (!parameter.IsList && values.Count > 1)
            return [findings.TooManyValues(parameter, values, source)];
        return Pieces(values, parameter.Separator) is { } pieces
            ? pieces.Select(piece => Judge(parameter, piece, source)).OfType<CommandLineProblem>()
            : [Findings.About(parameter, $"mixes '{parameter.Separator}' and spaces", source, advice: "use one of them")];
    }

    /// <summary>What NUKE splits the values into; null when it cannot, because it splits only one that stands alone.</summary>
    public static IReadOnlyList<string>? Pieces(IReadOnlyList<string> values, char? separator) =>
        separator is not { } between || !values.Any(value => value.Contains(between, StringComparison.Ordinal)) ? values
        : values.Count == 1 ? values[0].Split(between)
        : null;

    private CommandLineProblem? Judge(ParameterContract parameter, string value, ValueSource source)
    {
        if (parameter.Kind != ParameterKind.Target)
            return ValueRule.Accepts(parameter, value) ? null : findings.BadValue(parameter, value, source);
        if (contract.FindTarget(value) is not { } target)
            return findings.UnknownTarget(value, source, parameter.Option);
        // NUKE drops the dashes of invoked targets only, and runs a target whose skipped name has them.
        return parameter == BuiltInParameters.Skip && !string.Equals(target, value, StringComparison.OrdinalIgnoreCase)
            ? Findings.About(parameter, $"names a target with dashes, {Enumeration.Quoted(value)}", source) with { Value = value, Nearest = target }
            : null;
    }
}
