namespace Sagaz.Core.Load;

/// <summary>What may happen to the cluster in the middle of a load.</summary>
public enum LoadOperation
{
    /// <summary>Partition maintenance, as the target of that name.</summary>
    MaintainPartitions,

    /// <summary>The lead changes hands.</summary>
    Switchover,

    /// <summary>What is missing of the migrations is applied and the schema judged.</summary>
    Migrate,

    /// <summary>A full backup is made.</summary>
    Backup,
}
