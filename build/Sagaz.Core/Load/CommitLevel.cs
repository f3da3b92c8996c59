namespace Sagaz.Core.Load;

/// <summary>What a commit of the load waits for (PostgreSQL's <c>synchronous_commit</c>).</summary>
public enum CommitLevel
{
    /// <summary>Nothing: a crash loses the last fraction of a second.</summary>
    Off,

    /// <summary>The leader's disk.</summary>
    Local,

    /// <summary>The replica's memory.</summary>
    RemoteWrite,

    /// <summary>The replica's disk.</summary>
    On,

    /// <summary>Until the replica shows it to readers.</summary>
    RemoteApply,
}
