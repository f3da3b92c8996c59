namespace Sagaz.Operations.Runtimes;

/// <summary>Names of what makes and keeps backups, the same in every runtime.</summary>
internal static class BackupServices
{
    /// <summary>Makes backups when they are due.</summary>
    public const string Schedule = "backup-schedule";

    /// <summary>Keeps the repository, where that is a service of the cluster.</summary>
    public const string Repository = "backup-repository";
}
