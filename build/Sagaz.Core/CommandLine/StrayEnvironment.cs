namespace Sagaz.Core.CommandLine;

/// <summary>Environment variables that are not addressed to this pipeline, and that NUKE would obey all the same.</summary>
/// <remarks>NUKE fills <c>Env</c> from <c>ENV</c> and runs the target in <c>TARGET</c>; only <c>NUKE_ENV</c> may.</remarks>
public static class StrayEnvironment
{
    /// <summary>The variables to remove from this process before the engine starts, in the order given.</summary>
    public static IReadOnlyList<string> Find(CommandLineContract contract, IEnumerable<string> variables)
    {
        var taken = contract.Parameters
            .Select(parameter => ParameterName.EnvironmentKey(parameter.Name))
            .SelectMany(key => new[] { key, "nuke" + key })
            .ToHashSet(StringComparer.Ordinal);
        return [.. variables.Where(variable =>
            !ParameterName.HasEnvironmentPrefix(variable) && taken.Contains(ParameterName.EnvironmentKey(variable)))];
    }
}
