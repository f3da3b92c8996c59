using Sagaz.Core.Backups;

namespace Sagaz.Operations.Backups;

/// <summary>What a runtime offers that can put a restored state into the cluster itself.</summary>
public interface IDataReplacement
{
    /// <summary>What an earlier run left unfinished; null where the next one may begin anew.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    Task<UnfinishedReplacement?> FindUnfinishedAsync(CancellationToken cancellationToken) => Task.FromResult<UnfinishedReplacement?>(null);

    /// <summary>Refuses what would be refused half-way; nothing is touched.</summary>
    /// <param name="backup">Where the state begins that is to come.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Core.Errors.PreconditionException">A right or room is missing, or something runs that must not.</exception>
    Task RequirePossibleAsync(BackupSet backup, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Makes a proven state the cluster's data: one member gets it, the others clone it, the store forgets the past.</summary>
    /// <param name="state">The state, with its stopped copy.</param>
    /// <param name="member">The member that gets it and leads.</param>
    /// <param name="awaitLeaderAsync">Returns when that member leads; only then the others are started.</param>
    /// <param name="cancellationToken">Ends it between two steps.</param>
    /// <returns>Where the data is that the members had before.</returns>
    Task<IReadOnlyList<string>> ReplaceDataAsync(
        ProvenState state, string member, Func<CancellationToken, Task> awaitLeaderAsync, CancellationToken cancellationToken);
}
