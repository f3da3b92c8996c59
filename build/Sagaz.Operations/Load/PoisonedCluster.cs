using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Core.Load;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Load;

/// <summary>Keeps a queue sick from its making to its disposal, by sessions that end with this process.</summary>
public sealed class PoisonedCluster : IAsyncDisposable
{
    private const string Snapshot = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT count(*) FROM partition_policies";

    // Autovacuum gives way to whoever has the lock; one that waits for it would take it away from writers, too.
    private const string KeepVacuumAway = "BEGIN; LOCK TABLE saga_outbox IN SHARE UPDATE EXCLUSIVE MODE NOWAIT";

    private readonly PostgresEndpoint place;
    private readonly NpgsqlDataSource source;
    private readonly NpgsqlConnection session;
    private readonly bool hasFeedback;

    private PoisonedCluster(PostgresEndpoint place, NpgsqlDataSource source, NpgsqlConnection session, bool hasFeedback) =>
        (this.place, this.source, this.session, this.hasFeedback) = (place, source, session, hasFeedback);

    /// <summary>Makes it sick.</summary>
    /// <param name="poison">By what; not <see cref="LoadPoison.None"/>.</param>
    /// <param name="leader">The leader itself, as the superuser.</param>
    /// <param name="replica">A replica itself, as the superuser; null where there is none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="PreconditionException">There is no replica.</exception>
    /// <exception cref="OperationFailedException">The server refuses.</exception>
    public static async Task<PoisonedCluster> BeginAsync(LoadPoison poison, PostgresEndpoint leader, PostgresEndpoint? replica, CancellationToken cancellationToken)
    {
        var isOnReplica = poison == LoadPoison.LongReplicaTransaction;
        var place = isOnReplica ? replica ?? throw new PreconditionException("A cluster of 1 member has no replica for a long transaction.", remedy: "./build.sh Scale --replicas 1") : leader;
        var source = place.CreateDataSource(commandTimeout: TimeSpan.FromSeconds(30));
        try
        {
            var session = await source.OpenConnectionAsync(cancellationToken);
            var poisoned = new PoisonedCluster(place, source, session, isOnReplica);
            if (isOnReplica)
                await SetFeedbackAsync(session, "ALTER SYSTEM SET hot_standby_feedback = on", cancellationToken);
            await ExecuteAsync(session, "SET idle_in_transaction_session_timeout = 0", cancellationToken);
            await ExecuteAsync(session, poison == LoadPoison.VacuumStarved ? KeepVacuumAway : Snapshot, cancellationToken);
            return poisoned;
        }
        catch (NpgsqlException failure)
        {
            await source.DisposeAsync();
            throw PostgresFacts.Failure($"Poisoning {place.Name}", failure);
        }
    }

    /// <summary>Ends it; a replica's feedback is what it was.</summary>
    /// <exception cref="OperationFailedException">The replica's feedback could not be reset.</exception>
    public async ValueTask DisposeAsync()
    {
        // The end of its session ends its transaction.
        await session.DisposeAsync();
        try
        {
            if (hasFeedback)
            {
                await using var fresh = await source.OpenConnectionAsync();
                await SetFeedbackAsync(fresh, "ALTER SYSTEM RESET hot_standby_feedback", CancellationToken.None);
            }
        }
        catch (NpgsqlException failure)
        {
            throw PostgresFacts.Failure($"ALTER SYSTEM RESET hot_standby_feedback on {place.Name}", failure);
        }
        finally
        {
            await source.DisposeAsync();
        }
    }

    private static async Task SetFeedbackAsync(NpgsqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        await ExecuteAsync(connection, statement, cancellationToken);
        await ExecuteAsync(connection, "SELECT pg_reload_conf()", cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
