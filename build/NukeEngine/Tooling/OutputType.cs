namespace Nuke.Common.Tooling;

/// <summary>Where a process wrote a line.</summary>
public enum OutputType
{
    /// <summary>To standard output.</summary>
    Std,

    /// <summary>To standard error.</summary>
    Err,
}
