namespace Sagaz.Core.Gates;

/// <summary>The three ways a gate can end; <see cref="NotRun"/> never counts as a pass.</summary>
public enum Verdict
{
    /// <summary>The measured value is within the limit.</summary>
    Pass,

    /// <summary>The measured value is past the limit.</summary>
    Fail,

    /// <summary>The value could not be measured.</summary>
    NotRun,
}
