namespace Sagaz.Integration.Tests.Running;

/// <summary>A fact about a cluster that makes backups; it skips where the programs are missing, and fails there when CI is true.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BackupFactAttribute : FactAttribute
{
    public BackupFactAttribute()
    {
        Skip = ClusterTools.BackupSkipReason;
        Timeout = Deadlines.TestMilliseconds;
    }
}
