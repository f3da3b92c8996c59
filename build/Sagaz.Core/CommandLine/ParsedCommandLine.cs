namespace Sagaz.Core.CommandLine;

/// <summary>The arguments as NUKE reads them: targets up to the first dash, then parameters with their values.</summary>
/// <remarks>Source: Nuke.Common.ArgumentParser. There is no <c>--name=value</c>, and no value begins with a dash.</remarks>
internal sealed record ParsedCommandLine(IReadOnlyList<string> Targets, IReadOnlyList<NamedArgument> Named)
{
    public static ParsedCommandLine Parse(CommandLineContract contract, IReadOnlyList<string> arguments)
    {
        var targets = arguments.TakeWhile(argument => !argument.StartsWith('-')).ToArray();
        var named = new List<NamedArgument>();
        foreach (var argument in arguments.Skip(targets.Length))
        {
            if (!argument.StartsWith('-'))
                named[^1].Values.Add(argument);
            else if (named.Count > 0 && WasMeantAsValueOf(named[^1], contract, argument))
                named[^1].DashedValue = argument;
            else
                named.Add(new NamedArgument(argument, contract.FindParameter(argument)));
        }
        return new ParsedCommandLine(targets, named);
    }

    /// <summary>The part of a dashed argument that could be a name.</summary>
    public static string NameIn(string argument) => argument.Split('=')[0];

    // After a secret everything unknown counts as its value, so that no message shows it.
    private static bool WasMeantAsValueOf(NamedArgument previous, CommandLineContract contract, string argument) =>
        previous is { Parameter: { Kind: not ParameterKind.Switch } parameter, Values.Count: 0, DashedValue: null }
        && contract.FindParameter(argument) is null
        && (parameter.IsSecret || !IsNameLike(NameIn(argument)));

    private static bool IsNameLike(string argument) =>
        argument.Any(char.IsLetter) && argument.All(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_');
}
