namespace Nuke.Common;

/// <summary>The console's threshold, in the order of <see cref="Verbosity"/>.</summary>
public enum LogLevel
{
    /// <summary>Everything.</summary>
    Trace,

    /// <summary>Debug and above.</summary>
    Normal,

    /// <summary>Warnings and errors.</summary>
    Warning,

    /// <summary>Errors only.</summary>
    Error,
}
