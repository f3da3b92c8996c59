namespace Sagaz.Core.CommandLine;

/// <summary>What one parameter accepts.</summary>
public sealed partial record ParameterContract
{
    /// <summary>The parameter's name in PascalCase, prefix included.</summary>
    public required string Name { get; init; }

    /// <summary>What each value must look like.</summary>
    public required ParameterKind Kind { get; init; }

    /// <summary>The names that a <see cref="ParameterKind.Choice"/> accepts; empty for the other kinds.</summary>
    public IReadOnlyList<string> AllowedValues { get; init; } = [];

    /// <summary>The least number accepted; null for no limit but the number's type.</summary>
    public decimal? Minimum { get; init; }

    /// <summary>The greatest number accepted; null for no limit but the number's type.</summary>
    public decimal? Maximum { get; init; }

    /// <summary>Whether several values may follow the name.</summary>
    public bool IsList { get; init; }

    /// <summary>What stands between the values of a list that are given as one argument; null when nothing does.</summary>
    public char? Separator { get; init; }

    /// <summary>Whether the name may stand alone; a switch always may.</summary>
    public bool MayStandAlone { get; init; }

    /// <summary>Whether its value is never shown and never kept in a file.</summary>
    public bool IsSecret { get; init; }

    /// <summary>The parameter as people type it, e.g. <c>--port-offset</c>.</summary>
    public string Option => "--" + ParameterName.Dashed(Name);

    /// <summary>What it accepts, to follow the word "allowed".</summary>
    public string Allowed => Kind switch
    {
        ParameterKind.Switch => "true or false",
        ParameterKind.Text => "any text",
        ParameterKind.Number => "a whole number" + Range,
        ParameterKind.Real => "a number" + Range,
        ParameterKind.Choice => Enumeration.Or(AllowedValues),
        ParameterKind.Path => "a path",
        ParameterKind.Target => "names of targets",
        _ => "a part and a total such as 1/3",
    };

    private string Range => (Minimum, Maximum) switch
    {
        ({ } least, { } most) => FormattableString.Invariant($" from {least} to {most}"),
        ({ } least, null) => FormattableString.Invariant($" of at least {least}"),
        (null, { } most) => FormattableString.Invariant($" of at most {most}"),
        _ => "",
    };
}
