namespace Sagaz.Core.Partitions;

/// <summary>What maintenance did, in the words of <c>maintain_all_partitions()</c>.</summary>
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

    /// <summary>Something due was left for a reason.</summary>
    Skip,

    /// <summary>Something failed; the rest went on.</summary>
    Error,
}
