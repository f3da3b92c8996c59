namespace Sagaz.Core.Backups;

/// <summary>How much of the cluster a backup holds itself.</summary>
public enum BackupKind
{
    /// <summary>Everything.</summary>
    Full,

    /// <summary>What changed since the last full backup, which it needs.</summary>
    Diff,

    /// <summary>What changed since the last backup of any kind; not made here, but read where somebody made one.</summary>
    Incr,
}
