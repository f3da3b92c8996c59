using Sagaz.Core.Errors;

namespace Sagaz.Core.CommandLine;

/// <summary>Judges the environment variables that are addressed to this pipeline.</summary>
internal sealed class EnvironmentInspection(CommandLineContract contract, ValueInspection values)
{
    private readonly Dictionary<string, ParameterContract> parameters =
        contract.Parameters.ToDictionary(parameter => "nuke" + ParameterName.EnvironmentKey(parameter.Name));

    public IEnumerable<CommandLineProblem> Inspect(IReadOnlyDictionary<string, string> environment)
    {
        var addressed = environment
            .Where(variable => ParameterName.HasEnvironmentPrefix(variable.Key))
            .OrderBy(variable => variable.Key, StringComparer.Ordinal)
            .GroupBy(variable => ParameterName.EnvironmentKey(variable.Key));
        foreach (var sameName in addressed)
        {
            var variables = sameName.ToArray();
            var problems = parameters.TryGetValue(sameName.Key, out var parameter)
                ? InspectValues(parameter, variables)
                : variables.Select(variable => SuspectTypo(variable.Key)).OfType<CommandLineProblem>();
            foreach (var problem in problems)
                yield return problem;
        }
    }

    private IEnumerable<CommandLineProblem> InspectValues(
        ParameterContract parameter,
        KeyValuePair<string, string>[] variables)
    {
        if (variables.Length > 1)
        {
            var names = ValueSource.Environment(string.Join(" and ", variables.Select(variable => variable.Key)));
            return [Findings.About(parameter, "has several values", names, advice: "NUKE would take none of them: set one")];
        }
        var (name, value) = variables[0];
        return values.Inspect(parameter, Pieces(parameter, value), ValueSource.Environment(name));
    }

    private static string[] Pieces(ParameterContract parameter, string value) =>
        parameter.Separator is { } between ? value.Split(between) : [value];

    // Other programs have NUKE_ variables too, so one without a near relative here is theirs.
    private CommandLineProblem? SuspectTypo(string variable)
    {
        var name = variable[ParameterName.EnvironmentPrefix.Length..];
        var nearest = NearestName.Find(name, contract.Parameters.Select(parameter => parameter.Name));
        return WellKnown.Contains(variable) || nearest is null ? null : new CommandLineProblem
        {
            Subject = variable,
            Finding = $"No parameter is filled by {variable}",
            Source = ValueSource.Environment(variable),
            Nearest = VariableOf(nearest),
        };
    }

    private static string VariableOf(string parameter) =>
        ParameterName.EnvironmentPrefix + ParameterName.Dashed(parameter).Replace('-', '_').ToUpperInvariant();

    private static readonly HashSet<string> WellKnown = new(StringComparer.OrdinalIgnoreCase)
    {
        "NUKE_ENGINE",
        "NUKE_TELEMETRY_OPTOUT",
        "NUKE_GLOBAL_TOOL_VERSION",
        "NUKE_GLOBAL_TOOL_START_TIME",
        "NUKE_INTERNAL_INTERCEPTOR",
        "NUKE_ENTERPRISE_TOKEN",
    };
}
