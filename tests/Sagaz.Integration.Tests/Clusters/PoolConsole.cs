using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Secrets;

namespace Sagaz.Integration.Tests.Clusters;

/// <summary>The write pool's console, as an operator uses it.</summary>
internal static class PoolConsole
{
    /// <summary>Whether the pool lets its clients wait.</summary>
    public static async Task<bool> IsPausedAsync(TestCluster cluster)
    {
        var row = (await TellAsync(cluster, "SHOW DATABASES;")).Lines.Single(line => line.StartsWith("sagaz|", StringComparison.Ordinal));
        // The last two columns, in every release: paused, disabled.
        return row.Split('|')[^2] == "1";
    }

    /// <summary>Lets the clients go on, whether or not they had to wait.</summary>
    public static async Task ResumeAsync(TestCluster cluster)
    {
        if (await IsPausedAsync(cluster))
            await TellAsync(cluster, "RESUME sagaz;");
    }

    public static async Task<ProgramResult> TellAsync(TestCluster cluster, string command)
    {
        var pool = cluster.At(6432, Account.Superuser, "pgbouncer");
        var address = $"host=127.0.0.1 port={pool.Port} dbname=pgbouncer user={pool.Username} sslmode=verify-full sslrootcert={cluster.RootCertificate}";
        return (await Programs.RunAsync(["psql", address, "-X", "-A", "-c", command], new Dictionary<string, string> { ["PGPASSWORD"] = pool.Password })).Exits(0);
    }
}
