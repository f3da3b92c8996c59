namespace Nuke.Common.Execution;

/// <summary>Where a target stands.</summary>
public enum ExecutionStatus
{
    /// <summary>Not part of the plan.</summary>
    None,

    /// <summary>Part of the plan, its turn has not come.</summary>
    Scheduled,

    /// <summary>Its turn never came.</summary>
    NotRun,

    /// <summary>Passed over on purpose.</summary>
    Skipped,

    /// <summary>Ran to its end.</summary>
    Succeeded,

    /// <summary>Threw an exception.</summary>
    Failed,

    /// <summary>Runs now.</summary>
    Running,

    /// <summary>Was running when the build ended.</summary>
    Aborted,

    /// <summary>Has dependencies only and does nothing itself.</summary>
    Collective,
}
