namespace Sagaz.Core.Partitions;

/// <summary>What maintenance did; the words of <c>maintain_all_partitions()</c>, and two of the pipeline's own.</summary>
public enum MaintenanceActionKind
{
    /// <summary>A partition was made.</summary>
    Create,

    /// <summary>Rows came out of the default partition.</summary>
    Move,

    /// <summary>A partition past its retention was dropped.</summary>
    Drop,

    /// <summary>A partition's statistics were refreshed.</summary>
    Analyze,

    /// <summary>A partition was written to a file, read back and compared. Only the pipeline does this.</summary>
    Archive,

    /// <summary>A concurrent detach that had not ended was ended. Only the pipeline does this.</summary>
    Finalize,

    /// <summary>Something due was left for a reason.</summary>
    Skip,

    /// <summary>Something failed; the rest went on.</summary>
    Error,
}
