namespace Sagaz.Operations.Runtimes;

/// <summary>What the programs of a cluster's members offer, as far as its configuration depends on it.</summary>
/// <param name="PatroniMajor">Major version of Patroni: 4 knows quorum commit, and refuses a ttl below 20 s.</param>
/// <param name="HasCron">Whether pg_cron is installed for the server.</param>
internal sealed record ServerCapabilities(int PatroniMajor, bool HasCron)
{
    /// <summary>Whether commits may wait for any of several replicas instead of a named one.</summary>
    public bool HasQuorumCommit => PatroniMajor >= 4;

    /// <summary>Libraries that every server loads at its start.</summary>
    public IReadOnlyList<string> PreloadLibraries => HasCron ? ["pg_stat_statements", "pg_cron"] : ["pg_stat_statements"];
}
