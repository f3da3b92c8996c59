using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Core.Gates;
using Sagaz.Core.Rotation;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>RotateSecrets</c>: gives every account a new password while clients are connected.</summary>
/// <remarks>
/// The new passwords are on the disk before a server knows them, with the superuser's old one, so that <c>Up</c> carries
/// on what was cut off. Who is connected stays connected; who connects anew needs the new password at once.
/// </remarks>
public static class RotateSecrets
{
    private static readonly string[] ClientRoles = [Account.Application, Account.ReadOnly, Account.Owner];

    /// <param name="cluster">A whole cluster.</param>
    /// <param name="cancellationToken">Ends it between two steps; <c>Up</c> carries on.</param>
    /// <exception cref="GateRefusedException">A client got an error, a new password is refused, or an old one is taken.</exception>
    public static async Task<GateReport> RunAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        var before = cluster.Locate();
        var leader = await WholeCluster.RequireAsync(cluster, before, cancellationToken);
        // Ends what a cut-off change left: from here on, the server knows every password of the file.
        await StartCluster.ProvisionAsync(cluster, before, leader, cancellationToken);
        await using var watch = await ClientWatch.BeginAsync(cluster, before, "rotation", cancellationToken);
        await RenewAsync(cluster, new PreparationOptions { MayInstall = false, RenewedAccounts = Account.Renewable }, cancellationToken);
        var after = cluster.Locate();
        using (new Phase(cluster.Recorder, "roles"))
        {
            await StartCluster.ProvisionAsync(cluster, after, leader, cancellationToken);
            // PgBouncer learns from a client's login how to log in for its role; until then, those who need a new server wait.
            foreach (var pool in Logins(after, leader, ClientRoles).Where(login => login.Name.StartsWith("pgbouncer", StringComparison.Ordinal)))
                await LoginCheck.TakesAsync(pool, cancellationToken);
        }
        await StartCluster.RunAsync(cluster, cancellationToken);
        using (new Phase(cluster.Recorder, "reconnect"))
            await ReconnectAsync(cluster, after, leader, cancellationToken);
        await WholeCluster.AwaitAsync(cluster, after, cancellationToken);
        var gates = RotationGates.JudgeClients(await watch.EndAsync(cancellationToken));
        return cluster.RequireGates(gates + await JudgePasswordsAsync(before, after, leader, cancellationToken));
    }

    /// <summary>Has the runtime write new files, and says what they are.</summary>
    internal static async Task RenewAsync(ClusterContext cluster, PreparationOptions options, CancellationToken cancellationToken)
    {
        using var phase = new Phase(cluster.Recorder, "renew");
        foreach (var line in await cluster.Runtime.PrepareAsync(options, cancellationToken))
            cluster.Log.Information(line);
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
        foreach (var login in Logins(after, leader, Account.Roles))
        {
            if (!await LoginCheck.TakesAsync(login, cancellationToken))
                refused.Add($"{login.Username} at {login.Name}");
            if (await LoginCheck.TakesAsync(login with { Password = before.Passwords[login.Username] }, cancellationToken))
                taken.Add($"{login.Username} at {login.Name}");
        }
        return RotationGates.JudgePasswords(refused, taken);
    }

    private static IEnumerable<PostgresEndpoint> Logins(ClusterEndpoints endpoints, int leader, IReadOnlyList<string> roles) =>
    [
        .. roles.Select(role => endpoints.Member(leader, role)),
        .. ClientRoles.SelectMany(role => new[] { endpoints.ReadWritePool(role), endpoints.ReadOnlyPool(role) }),
    ];
}
