namespace Sagaz.Core.Replication;

/// <summary>What an acknowledged commit is expected to survive.</summary>
public enum DurabilityMode
{
    /// <summary>No commit waits for a standby; the loss of the leader may lose the last commits.</summary>
    Async,

    /// <summary>Commits wait for a standby while there is one (Patroni's <c>synchronous_mode</c>).</summary>
    Sync,

    /// <summary>Commits wait for a standby, and hang where there is none (<c>synchronous_mode_strict</c>).</summary>
    /// <remarks>While a standby lives, the server looks the same as under <see cref="Sync"/>, and so do the gates.</remarks>
    Strict,
}
