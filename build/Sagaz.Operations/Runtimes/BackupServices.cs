namespace Sagaz.Operations.Runtimes;

/// <summary>Names of what makes and keeps backups, the same in every runtime.</summary>
internal static class BackupServices
{
    /// <summary>Makes backups when they are due.</summary>
    public const string Schedule = "backup-schedule";

    /// <summary>Lets a repository on another machine read the members.</summary>
    public const string Server = "backup-server";

    /// <summary>Keeps the repository, where that is a service of the cluster.</summary>
    public const string Repository = "backup-repository";
}
