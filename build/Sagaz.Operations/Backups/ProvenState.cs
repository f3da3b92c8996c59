using Sagaz.Core.Backups;

namespace Sagaz.Operations.Backups;

/// <summary>A state that was reached beside the cluster, on its way into it.</summary>
/// <param name="Copy">The copy that reached it; it was stopped.</param>
/// <param name="Backup">Where it began.</param>
/// <param name="Target">Where it ended.</param>
public sealed record ProvenState(RestoredServer Copy, BackupSet Backup, RestoreTarget Target);
