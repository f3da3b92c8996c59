namespace Sagaz.Core.CommandLine;

/// <summary>Everything that a run may be told: its parameters, NUKE's own included, and its targets.</summary>
public sealed class CommandLineContract
{
    private static readonly string[] NeededByEveryProcess =
        ["Path", "Home", "User", "LogName", "Shell", "Term", "Lang", "Pwd", "TmpDir", "HostName"];

    private readonly Dictionary<string, ParameterContract> parameters;
    private readonly Dictionary<string, string> targets;

    /// <param name="parameters">The build's own parameters; those with the name of a built-in one are left out.</param>
    /// <param name="targets">The names of all targets, the unlisted ones too.</param>
    /// <exception cref="ArgumentException">
    /// Two parameters or targets have the same name to NUKE, or a parameter has the name of an environment variable
    /// that every process needs, so that NUKE would take <c>PATH</c> or <c>HOME</c> for its value.
    /// </exception>
    public CommandLineContract(IEnumerable<ParameterContract> parameters, IEnumerable<string> targets)
    {
        var builtIn = BuiltInParameters.All.ToDictionary(parameter => ParameterName.Key(parameter.Name));
        this.parameters = parameters
            .Where(parameter => !builtIn.ContainsKey(ParameterName.Key(parameter.Name)))
            .Concat(builtIn.Values)
            .ToDictionary(parameter => ParameterName.Key(parameter.Name));
        this.targets = targets.ToDictionary(ParameterName.Key);
        foreach (var name in NeededByEveryProcess.Where(name => this.parameters.ContainsKey(ParameterName.Key(name))))
        {
            throw new ArgumentException(
                $"A parameter must not be called {name}: NUKE would fill it from the environment.",
                nameof(parameters));
        }
    }

    /// <summary>The build's own parameters first, then NUKE's.</summary>
    public IReadOnlyCollection<ParameterContract> Parameters => parameters.Values;

    /// <summary>The names of all targets.</summary>
    public IReadOnlyCollection<string> Targets => targets.Values;

    /// <summary>The parameter of that name, in any case and with dashes anywhere; null when there is none.</summary>
    public ParameterContract? FindParameter(string name) => parameters.GetValueOrDefault(ParameterName.Key(name));

    /// <summary>The target's name as it is declared, found as NUKE finds it; null when there is none.</summary>
    public string? FindTarget(string name) => targets.GetValueOrDefault(ParameterName.Key(name));
}
