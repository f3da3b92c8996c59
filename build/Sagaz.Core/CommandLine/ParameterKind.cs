namespace Sagaz.Core.CommandLine;

/// <summary>What the value of a parameter must look like.</summary>
public enum ParameterKind
{
    /// <summary>Set by its name alone; <c>true</c> and <c>false</c> may follow.</summary>
    Switch,

    /// <summary>Any text, the empty one too.</summary>
    Text,

    /// <summary>A whole number in decimal digits.</summary>
    Number,

    /// <summary>A finite number with an optional decimal point.</summary>
    Real,

    /// <summary>One of a few names, in any case.</summary>
    Choice,

    /// <summary>The path of a file or folder; not empty.</summary>
    Path,

    /// <summary>The name of a target, in any case.</summary>
    Target,

    /// <summary>A part and a total, such as <c>1/3</c>.</summary>
    Partition,
}
