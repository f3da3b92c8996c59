namespace Sagaz.Operations.Backups;

/// <summary>What a runtime offers that can put a restored state into the cluster itself.</summary>
public interface IDataReplacement
{
    /// <summary>Makes a stopped copy the cluster's data: one member gets it, the others clone it, the store forgets the past.</summary>
    /// <param name="copy">A copy that was stopped.</param>
    /// <param name="member">The member that gets it and leads.</param>
    /// <param name="awaitLeaderAsync">Returns when that member leads; only then the others are started.</param>
    /// <param name="cancellationToken">Ends it between two steps.</param>
    /// <returns>Where the data is that the members had before.</returns>
    Task<IReadOnlyList<string>> ReplaceDataAsync(
        RestoredServer copy, string member, Func<CancellationToken, Task> awaitLeaderAsync, CancellationToken cancellationToken);
}
