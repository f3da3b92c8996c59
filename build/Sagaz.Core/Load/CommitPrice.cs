namespace Sagaz.Core.Load;

/// <summary>What one level of durability costs.</summary>
/// <param name="Level">What a commit waits for.</param>
/// <param name="PerSecond">Requests that ended well, a second.</param>
/// <param name="P50">Half of the transactions; milliseconds.</param>
/// <param name="P99">99 of 100 of them; milliseconds.</param>
public sealed record CommitPrice(CommitLevel Level, double PerSecond, double P50, double P99);
