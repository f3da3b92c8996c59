namespace Sagaz.Core.CommandLine;

/// <summary>Judges the arguments of a run.</summary>
internal sealed class CommandLineInspection(CommandLineContract contract, Findings findings, ValueInspection values)
{
    private static readonly ValueSource Source = ValueSource.CommandLine;

    public IEnumerable<CommandLineProblem> Inspect(ParsedCommandLine line) =>
        InspectTargets(line)
            .Concat(line.Named.SelectMany(argument => InspectNamed(argument, line)))
            .Concat(InspectRepetition(line))
            .Concat(InspectContradiction(line));

    private IEnumerable<CommandLineProblem> InspectTargets(ParsedCommandLine line)
    {
        if (ValueInspection.Pieces(line.Targets, BuiltInParameters.TargetSeparator) is not { } words)
        {
            return [new()
            {
                Subject = "targets",
                Finding = "The list of targets mixes '+' and spaces",
                Source = Source,
                Advice = "use one of them",
            }];
        }
        return words.Where(word => contract.FindTarget(word) is null).Select(word => findings.UnknownTarget(word, Source));
    }

    private IEnumerable<CommandLineProblem> InspectNamed(NamedArgument argument, ParsedCommandLine line)
    {
        if (argument.Parameter is not { } parameter)
            return [findings.UnknownParameter(argument.Written, Source)];
        if (argument.DashedValue is { } dashed)
        {
            return parameter.Kind != ParameterKind.Target && !ValueRule.Accepts(parameter, dashed)
                ? [findings.BadValue(parameter, dashed, Source)]
                : [Findings.DashedValue(parameter, dashed, Source)];
        }
        if (parameter is { IsList: true, Kind: not ParameterKind.Target } && line.Targets.Count == 0
            && findings.AdviceForTargetAmong(argument.Values.Skip(1)) is { } advice)
        {
            return [Findings.About(parameter, "would take a target for one of its values", Source, advice)];
        }
        return values.Inspect(parameter, argument.Values, Source);
    }

    private static IEnumerable<CommandLineProblem> InspectRepetition(ParsedCommandLine line) =>
        line.Named
            .Where(argument => argument.Parameter is not null)
            .GroupBy(argument => argument.Parameter!)
            .Where(group => group.Count() > 1)
            .Select(group => Findings.About(
                group.Key,
                $"is given {group.Count()} times",
                Source,
                advice: "NUKE would take the last one: give it once"));

    private IEnumerable<CommandLineProblem> InspectContradiction(ParsedCommandLine line)
    {
        var named = ValuesOf(line, BuiltInParameters.Target);
        if (named.Count > 0 && line.Targets.Count > 0)
        {
            yield return Findings.About(
                BuiltInParameters.Target,
                "is given beside targets without a name",
                Source,
                advice: "NUKE would run only the former: give one of them");
        }
        var invoked = Known(named.Count > 0 ? named : line.Targets);
        foreach (var target in Known(ValuesOf(line, BuiltInParameters.Skip)).Intersect(invoked))
        {
            yield return Findings.About(
                BuiltInParameters.Skip,
                $"names {target}, which is also to run",
                Source,
                advice: "NUKE would run it: leave one of them out");
        }
    }

    private static List<string> ValuesOf(ParsedCommandLine line, ParameterContract parameter) =>
        line.Named.LastOrDefault(argument => argument.Parameter == parameter)?.Values ?? [];

    private IEnumerable<string> Known(IReadOnlyList<string> values) =>
        (ValueInspection.Pieces(values, BuiltInParameters.TargetSeparator) ?? []).Select(contract.FindTarget).OfType<string>();
}
