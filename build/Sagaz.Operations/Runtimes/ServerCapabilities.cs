namespace Sagaz.Operations.Runtimes;

/// <summary>What the programs of a cluster's members offer, as far as its configuration depends on it.</summary>
/// <param name="HasQuorumCommit">Whether Patroni knows quorum commit: from 4.0 on.</param>
/// <param name="HasCron">Whether pg_cron is installed for the server.</param>
internal sealed record ServerCapabilities(bool HasQuorumCommit, bool HasCron)
{
    /// <summary>Libraries that every server loads at its start.</summary>
    public IReadOnlyList<string> PreloadLibraries => HasCron ? ["pg_stat_statements", "pg_cron"] : ["pg_stat_statements"];
}
