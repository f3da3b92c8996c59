namespace Sagaz.Core.CommandLine;

/// <summary>One parameter as it stands on the command line, with what follows it.</summary>
/// <param name="Written">As it was typed, dashes included.</param>
/// <param name="Parameter">The parameter that NUKE takes it for; null when there is none of that name.</param>
internal sealed record NamedArgument(string Written, ParameterContract? Parameter)
{
    /// <summary>What NUKE would take for its values: everything up to the next dash.</summary>
    public List<string> Values { get; } = [];

    /// <summary>A value that begins with a dash, which NUKE would take for a parameter's name; null when there is none.</summary>
    public string? DashedValue { get; set; }
}
