namespace Sagaz.Core.Errors;

/// <summary>What the process tells its caller when it ends.</summary>
public enum ExitCode
{
    /// <summary>Everything asked for was done.</summary>
    Ok = 0,

    /// <summary>Something was tried and failed.</summary>
    Failure = 1,

    /// <summary>A gate measured a value past its limit, or could not measure it.</summary>
    RefusedByGate = 2,

    /// <summary>Nothing was started: bad input, or a tool or the environment is missing.</summary>
    NotRun = 3,

    /// <summary>A wait ended before what was awaited.</summary>
    DeadlinePassed = 4,

    /// <summary>Ctrl+C or SIGTERM, by the shell's convention 128 + 2.</summary>
    Interrupted = 130,
}
