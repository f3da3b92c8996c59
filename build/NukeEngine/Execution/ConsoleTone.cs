namespace Nuke.Common.Execution;

/// <summary>What a piece of console output means; the style gives it a colour.</summary>
internal enum ConsoleTone
{
    Text,
    Secondary,
    Scalar,
    Verbose,
    Debug,
    Information,
    Warning,
    Error,
    Fatal,
    Success,
}
