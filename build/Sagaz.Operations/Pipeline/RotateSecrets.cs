using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Core.Gates;
using Sagaz.Core.Rotation;
using Sagaz.Core.Topology;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>RotateSecrets</c>: gives every account a new password while clients are connected.</summary>
/// <remarks>
/// The new passwords are kept before a server knows them, with the superuser's old one, so that <c>Up</c>, or in Kubernetes the
/// same command, carries on what was cut off. Who is connected stays connected; who connects anew needs the new password at once.
/// </remarks>
public static class RotateSecrets
{
    private static readonly string[] ClientRoles = [Account.Application, Account.ReadOnly, Account.Owner];

    /// <param name="cluster">A whole cluster.</param>
    /// <param name="cancellationToken">Ends it between two steps.</param>
    /// <exception cref="GateRefusedException">A client got an error, a new password is refused, or an old one is taken.</exception>
    public static async Task<GateReport> RunAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        var rotation = RotationOfCluster.OfPasswords(cluster);
        var before = cluster.Locate();
        await rotation.RequirePossibleAsync(cancellationToken);
        var leader = await EndUnfinishedAsync(cluster, before, rotation, cancellationToken);
        await using var watch = await ClientWatch.BeginAsync(cluster, before, "rotation", cancellationToken);
        await rotation.RenewAsync(cluster, cancellationToken);
        var after = cluster.Locate();
        using (new Phase(cluster.Recorder, "roles"))
        {
            await StartCluster.ProvisionAsync(cluster, after, leader, cancellationToken);
            await rotation.TellAsync(cancellationToken);
            // Each PgBouncer learns from a client's login how to log in for its role; until then, those who need a new server wait.
            foreach (var pooler in await PoolLoginsAsync(after, cancellationToken))
                await LoginCheck.TakesAsync(pooler, cancellationToken);
        }
        using (new Phase(cluster.Recorder, "hand out"))
            await rotation.HandOutAsync(cancellationToken);
        using (new Phase(cluster.Recorder, "reconnect"))
            await ReconnectAsync(cluster, after, leader, cancellationToken);
        await WholeCluster.AwaitAsync(cluster, after, cancellationToken);
        var gates = RotationGates.JudgeClients(await watch.EndAsync(cancellationToken));
        return cluster.RequireGates(gates + await JudgePasswordsAsync(before, after, leader, cancellationToken));
    }

    /// <summary>From here on, every server knows every password that is kept.</summary>
    /// <remarks>A replica that does not know the leader's passwords is not back before.</remarks>
    /// <returns>The leader's place among the members.</returns>
    private static async Task<int> EndUnfinishedAsync(ClusterContext cluster, ClusterEndpoints endpoints, IRotation rotation, CancellationToken cancellationToken)
    {
        var leader = await WholeCluster.RequireLeaderAsync(cluster, endpoints, cancellationToken);
        await rotation.TellAsync(cancellationToken);
        // Strict durability lets no commit through without a replica.
        if (cluster.Topology.Durability == Durability.Strict)
            await WholeCluster.AwaitAsync(cluster, endpoints, cancellationToken);
        await StartCluster.ProvisionAsync(cluster, endpoints, leader, cancellationToken);
        return await WholeCluster.AwaitAsync(cluster, endpoints, cancellationToken);
    }

    /// <summary>Sessions that logged in with an old password end where no client notices: pools' servers, and replication.</summary>
    private static async Task ReconnectAsync(ClusterContext cluster, ClusterEndpoints endpoints, int leader, CancellationToken cancellationToken)
    {
        foreach (var pool in new[] { endpoints.ReadWritePool(Account.Superuser), endpoints.ReadOnlyPool(Account.Superuser) })
            await endpoints.ConsoleOf(cluster.Commands, pool).ReconnectAsync(cancellationToken);
        await using var source = endpoints.Member(leader, Account.Superuser).CreateDataSource(Deadlines.Connected);
        await using var end = source.CreateCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_replication WHERE state = 'streaming'");
        await end.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<GateReport> JudgePasswordsAsync(ClusterEndpoints before, ClusterEndpoints after, int leader, CancellationToken cancellationToken)
    {
        var refused = new List<string>();
        var taken = new List<string>();
        foreach (var login in Account.Roles.Select(role => after.Member(leader, role)).Concat(await PoolLoginsAsync(after, cancellationToken)))
        {
            if (!await LoginCheck.TakesAsync(login, cancellationToken))
                refused.Add($"{login.Username} at {login.Name}");
            if (await LoginCheck.TakesAsync(login with { Password = before.Passwords[login.Username] }, cancellationToken))
                taken.Add($"{login.Username} at {login.Name}");
        }
        return RotationGates.JudgePasswords(refused, taken);
    }

    /// <summary>Clients' logins at every pooler.</summary>
    private static async Task<IReadOnlyList<PostgresEndpoint>> PoolLoginsAsync(ClusterEndpoints endpoints, CancellationToken cancellationToken)
    {
        var logins = new List<PostgresEndpoint>();
        foreach (var pool in ClientRoles.SelectMany(role => new[] { endpoints.ReadWritePool(role), endpoints.ReadOnlyPool(role) }))
            logins.AddRange((await endpoints.FindPoolersAsync(pool, cancellationToken)).Select(pooler => pooler.Endpoint));
        return logins;
    }
}
