namespace Sagaz.Core.CommandLine;

/// <summary>Refuses what NUKE would ignore, misread or replace by a default, before anything starts.</summary>
public static class CommandLineGuard
{
    private const string CompletionRequest = ":complete";

    /// <summary>Everything that is wrong: of the command line first, then of the environment, then of the files.</summary>
    /// <param name="contract">What the build knows.</param>
    /// <param name="arguments">As the process got them, without its own name.</param>
    /// <param name="environment">Environment variables; those without the prefix <c>NUKE_</c> are not looked at.</param>
    /// <param name="parametersFiles">The files of defaults that this run reads.</param>
    public static IReadOnlyList<CommandLineProblem> Inspect(
        CommandLineContract contract,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string> environment,
        IReadOnlyList<ParametersFile> parametersFiles)
    {
        if (arguments is [CompletionRequest, ..])
            return [];
        var findings = new Findings(contract);
        var values = new ValueInspection(contract, findings);
        var onCommandLine = new CommandLineInspection(contract, findings, values);
        var inEnvironment = new EnvironmentInspection(contract, values);
        var inFiles = new ParametersFileInspection(contract, findings, values);
        return
        [
            .. onCommandLine.Inspect(ParsedCommandLine.Parse(contract, arguments)),
            .. inEnvironment.Inspect(environment),
            .. parametersFiles.SelectMany(inFiles.Inspect),
        ];
    }

    /// <summary>Returns when nothing is wrong.</summary>
    /// <inheritdoc cref="Inspect" />
    /// <exception cref="CommandLineRefusedException">Something is wrong; it lists all of it.</exception>
    public static void Require(
        CommandLineContract contract,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string> environment,
        IReadOnlyList<ParametersFile> parametersFiles)
    {
        var problems = Inspect(contract, arguments, environment, parametersFiles);
        if (problems.Count > 0)
            throw new CommandLineRefusedException(problems);
    }

    /// <summary>The profiles that this run reads beside the defaults, in order; empty when it names none.</summary>
    public static IReadOnlyList<string> ProfilesNamed(
        CommandLineContract contract,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string> environment)
    {
        var named = ParsedCommandLine.Parse(contract, arguments).Named
            .LastOrDefault(argument => argument.Parameter == BuiltInParameters.Profile);
        var variable = environment.FirstOrDefault(it =>
            ParameterName.HasEnvironmentPrefix(it.Key) && ParameterName.EnvironmentKey(it.Key) == "nukeprofile");
        return named is not null ? named.Values : variable.Key is not null ? [variable.Value] : [];
    }
}
