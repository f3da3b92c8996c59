using System.Security.Cryptography.X509Certificates;
using Npgsql;
using Sagaz.Core.Doctor;
using Sagaz.Core.Errors;
using Sagaz.Core.Partitions;
using Sagaz.Core.Replication;
using Sagaz.Core.Topology;
using Sagaz.Operations.Partitions;
using Sagaz.Operations.Patroni;
using Sagaz.Operations.PgBouncer;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Replication;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Doctor;

/// <summary>One look at everything, also when parts of it are down.</summary>
/// <param name="endpoints">Where the cluster listens.</param>
/// <param name="patroni">A client of its members.</param>
/// <param name="commands">Runs the pools' consoles.</param>
/// <param name="folder">Where its data lies.</param>
public sealed class SymptomReader(ClusterEndpoints endpoints, PatroniClient patroni, CommandRunner commands, string folder)
{
    private ClusterTopology Topology => endpoints.Topology;

    /// <summary>Looks.</summary>
    public async Task<Symptoms> ReadAsync(CancellationToken cancellationToken)
    {
        var view = await patroni.ReadClusterAsync(cancellationToken);
        var members = await Task.WhenAll(endpoints.Members(Account.Superuser).Select(member => ReadMemberAsync(member, view, cancellationToken)));
        var leading = Array.FindIndex(members, member => member is { IsLeader: true, IsRunning: true });
        var leader = leading < 0 ? null : endpoints.Member(leading, Account.Superuser);
        var (runways, strays) = await ReadPartitionsAsync(leader, cancellationToken);
        return new Symptoms
        {
            Limits = Topology.Limits,
            At = DateTimeOffset.UtcNow,
            Members = members,
            Pools =
            [
                await ReadPoolAsync(Topology.ReadWritePool, endpoints.ReadWritePool(Account.Superuser), cancellationToken),
                await ReadPoolAsync(Topology.ReadOnlyPool, endpoints.ReadOnlyPool(Account.Superuser), cancellationToken),
            ],
            IsFailoverPaused = view?.IsPaused,
            LeaderChanges = await patroni.ReadLeaderChangesAsync(cancellationToken),
            Leader = await ReadLeaderAsync(leader, cancellationToken),
            Runways = runways,
            Strays = strays,
            FreeDiskBytes = new DriveInfo(folder).AvailableFreeSpace,
            CertificateEnds = CertificateEnds(),
        };
    }

    private static async Task<MemberSymptoms> ReadMemberAsync(PostgresEndpoint member, ClusterView? view, CancellationToken cancellationToken)
    {
        var seen = view?.Members.FirstOrDefault(candidate => candidate.Name == member.Name);
        var (shown, offset) = ((MemberSnapshot?)null, (TimeSpan?)null);
        try
        {
            await using var source = (member with { Database = "postgres" }).CreateDataSource();
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var question = new NpgsqlCommand("SELECT clock_timestamp()", connection);
            var before = DateTimeOffset.UtcNow;
            var theirs = (DateTime)(await question.ExecuteScalarAsync(cancellationToken))!;
            offset = theirs - (before + ((DateTimeOffset.UtcNow - before) / 2));
            shown = await MemberReader.ReadMemberAsync(connection, member.Name, TimeProvider.System, cancellationToken);
        }
        catch (NpgsqlException)
        {
            // A member that does not answer is what the checks are for.
            shown = null;
        }
        return new MemberSymptoms(
            member.Name, seen?.IsLeader ?? false, seen?.State ?? "gone", shown is not null, shown?.Timeline, seen?.LagBytes, shown?.IsReplayPaused ?? false, offset);
    }

    private async Task<PoolSymptoms> ReadPoolAsync(PoolTopology pool, PostgresEndpoint endpoint, CancellationToken cancellationToken)
    {
        var console = new PgBouncerConsole(commands, endpoint);
        var status = await console.ReadPoolAsync(Topology.Database, cancellationToken);
        var isPaused = await console.IsPausedAsync(Topology.Database, cancellationToken);
        return new PoolSymptoms(pool.Name, pool.Size, isPaused, status?.ActiveServers ?? 0, status?.WaitingClients ?? 0, status?.LongestWait ?? TimeSpan.Zero);
    }

    private static async Task<LeaderSymptoms?> ReadLeaderAsync(PostgresEndpoint? leader, CancellationToken cancellationToken)
    {
        if (leader is null)
            return null;
        try
        {
            return await LeaderReader.ReadAsync(leader, cancellationToken);
        }
        catch (NpgsqlException)
        {
            // It went away since; the checks say that nobody leads.
            return null;
        }
    }

    private static async Task<(IReadOnlyList<PartitionRunway>? Runways, IReadOnlyDictionary<string, long> Strays)> ReadPartitionsAsync(
        PostgresEndpoint? leader, CancellationToken cancellationToken)
    {
        var strays = new Dictionary<string, long>();
        if (leader is null)
            return (null, strays);
        try
        {
            var catalog = new PartitionCatalog(leader);
            var runways = await catalog.RunwayAsync(cancellationToken);
            await using var source = leader.CreateDataSource();
            foreach (var partition in (await catalog.StatisticsAsync(cancellationToken)).Where(partition => partition.IsDefault))
            {
                await using var count = source.CreateCommand($"SELECT count(*) FROM (SELECT FROM public.\"{partition.Partition}\" LIMIT 1000) AS stray");
                if (await count.ExecuteScalarAsync(cancellationToken) is long rows and > 0)
                    strays[partition.Partition] = rows;
            }
            return (runways, strays);
        }
        catch (Exception error) when (error is SagazException or NpgsqlException)
        {
            // Nothing migrated yet, or the leader went away.
            return (null, strays);
        }
    }

    private Dictionary<string, DateTimeOffset> CertificateEnds()
    {
        var ends = new Dictionary<string, DateTimeOffset>();
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(endpoints.RootCertificate)!, "*.crt"))
        {
            using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(file));
            ends[Path.GetFileNameWithoutExtension(file)] = certificate.NotAfter.ToUniversalTime();
        }
        return ends;
    }
}
