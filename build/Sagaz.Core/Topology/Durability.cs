namespace Sagaz.Core.Topology;

/// <summary>What the cluster promises about a commit that it acknowledged.</summary>
public enum Durability
{
    /// <summary>The leader alone has it: losing the leader may lose the last commits.</summary>
    Async,

    /// <summary>A replica has it too, as long as one is there; without one the leader goes on alone.</summary>
    Sync,

    /// <summary>A replica has it too, always; without one, commits wait.</summary>
    Strict,
}
