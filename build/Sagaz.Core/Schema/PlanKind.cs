namespace Sagaz.Core.Schema;

/// <summary>How a prepared statement was planned.</summary>
public enum PlanKind
{
    /// <summary>For the parameters of one execution: partitions are pruned while planning.</summary>
    Custom,

    /// <summary>Once for all parameters: partitions are pruned when the execution starts.</summary>
    Generic,
}
