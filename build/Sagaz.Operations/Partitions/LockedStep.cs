using Npgsql;
using Sagaz.Core.Partitions;

namespace Sagaz.Operations.Partitions;

/// <summary>Runs single statements that need a lock which others would queue behind.</summary>
/// <remarks>One statement is one transaction: no round trip and no client happens while the lock is held.</remarks>
internal sealed class LockedStep(PartitionSession session, LockPatience patience)
{
    private const string Blockers = "SELECT coalesce(public.partition_blockers(VARIADIC $1::text[]::regclass[]), '')";

    /// <summary>Runs the statement when nobody old stands in its way of <paramref name="targets"/>, with a short wait, several times if need be.</summary>
    /// <returns>Null when it was done, or why it was postponed.</returns>
    public async Task<string?> TryAsync(string[] targets, string statement, CancellationToken cancellationToken, params object[] values) =>
        await TryAsync(targets, token => session.ExecuteAsync(statement, token, values), cancellationToken);

    /// <inheritdoc cref="TryAsync(string[], string, CancellationToken, object[])" />
    public async Task<string?> TryAsync(string[] targets, Func<CancellationToken, Task> act, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync($"SET lock_timeout = {(int)patience.LockTimeout.TotalMilliseconds}", cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            var blockers = await session.ReadAsync<string>(Blockers, cancellationToken, [targets]);
            if (blockers.Length > 0)
                return $"Postponed instead of queueing behind {blockers}.";
            try
            {
                await act(cancellationToken);
                return null;
            }
            catch (PostgresException busy) when (busy.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
            {
                if (attempt == patience.Attempts)
                    return $"Postponed: {attempt} attempts of {patience.LockTimeout.TotalMilliseconds:0} ms did not get the lock.";
            }
            await Task.Delay(patience.PauseAfter(attempt, Random.Shared.NextDouble()), cancellationToken);
        }
    }
}
