namespace Sagaz.Operations.Backups;

/// <summary>A replacement of the cluster's data that was cut off after the first member had its new data: there is only a way forward.</summary>
/// <param name="Target">Which state it brings back, as a <see cref="Core.Backups.RestoreTarget"/> says it.</param>
/// <param name="GoOnAsync">Goes on to the end; takes what <see cref="IDataReplacement.ReplaceDataAsync"/> takes, and returns the same.</param>
public sealed record UnfinishedReplacement(string Target, Func<Func<CancellationToken, Task>, CancellationToken, Task<IReadOnlyList<string>>> GoOnAsync);
