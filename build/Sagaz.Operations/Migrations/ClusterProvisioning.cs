using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Migrations;

/// <summary>Makes what must exist before a pool can answer: roles with their passwords, the database, the password lookup.</summary>
/// <remarks>Runs as a superuser on the leader. A second call changes nothing.</remarks>
public sealed class ClusterProvisioning(ProvisioningScripts scripts, IProgressLog log)
{
    private const string ApplicationDatabase = "sagaz";

    /// <summary>Applies the scripts and sets the passwords that differ.</summary>
    /// <param name="superuserOnLeader">A superuser, directly on the leader, in database <c>postgres</c>.</param>
    /// <param name="passwordsByRole">Clear passwords by role name. They stay in this process; the server gets verifiers.</param>
    /// <param name="ct">Stops between and within statements.</param>
    /// <returns>True when anything was changed.</returns>
    /// <exception cref="PreconditionException">The server is a replica, or a role to set a password for does not exist.</exception>
    /// <exception cref="OperationFailedException">The server refused a statement or cannot be reached.</exception>
    public async Task<bool> ApplyAsync(
        PostgresEndpoint superuserOnLeader,
        IReadOnlyDictionary<string, string> passwordsByRole,
        CancellationToken ct)
    {
        try
        {
            var changed = await InMaintenanceDatabaseAsync(superuserOnLeader, passwordsByRole, ct);
            // Its own password may be among those that were just set.
            var now = superuserOnLeader with { Database = ApplicationDatabase, Password = passwordsByRole.GetValueOrDefault(superuserOnLeader.Username, superuserOnLeader.Password) };
            await using var application = now.CreateDataSource(Deadlines.Connected);
            await using var connection = await application.OpenConnectionAsync(ct);
            changed |= await ProvisioningTransaction.RunAsync(
                connection, scripts.Fingerprint, [.. scripts.EveryDatabase, .. scripts.Database], ct);
            log.Detail(changed ? "Roles, database and password lookup are set up." : "Roles, database and password lookup were there already.");
            return changed;
        }
        catch (NpgsqlException failure)
        {
            throw PostgresFacts.Failure($"Setting up roles and database on {superuserOnLeader.Name}", failure);
        }
    }

    private async Task<bool> InMaintenanceDatabaseAsync(
        PostgresEndpoint endpoint, IReadOnlyDictionary<string, string> passwordsByRole, CancellationToken ct)
    {
        await using var maintenance = endpoint.CreateDataSource(Deadlines.Connected);
        await using var connection = await maintenance.OpenConnectionAsync(ct);
        await RequireLeaderAsync(connection, endpoint, ct);
        var changed = await ProvisioningTransaction.RunAsync(
            connection, scripts.Fingerprint, [.. scripts.Cluster, .. scripts.EveryDatabase], ct);
        foreach (var role in await RolePasswords.SetAsync(connection, passwordsByRole, ct))
        {
            log.Detail($"Password of role {role} is set.");
            changed = true;
        }

        return await CreateDatabaseAsync(connection, ct) || changed;
    }

    private static async Task RequireLeaderAsync(NpgsqlConnection connection, PostgresEndpoint endpoint, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT pg_is_in_recovery()", connection);
        if ((bool)(await command.ExecuteScalarAsync(ct))!)
            throw new PreconditionException($"{endpoint.Name} is a replica; roles and database are set up on the leader.");
    }

    private static async Task<bool> CreateDatabaseAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var look = new NpgsqlCommand("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", connection);
        look.Parameters.AddWithValue(ApplicationDatabase);
        if ((bool)(await look.ExecuteScalarAsync(ct))!)
            return false;
        await using var create = new NpgsqlCommand(
            $"CREATE DATABASE {ApplicationDatabase} OWNER sagaz_owner ENCODING 'UTF8' TEMPLATE template0", connection);
        try
        {
            await create.ExecuteNonQueryAsync(ct);
            return true;
        }
        catch (PostgresException raced) when (raced.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            return false;
        }
    }
}
