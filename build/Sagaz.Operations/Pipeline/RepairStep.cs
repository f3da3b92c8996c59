namespace Sagaz.Operations.Pipeline;

/// <summary>One step of a repair.</summary>
/// <param name="Description">What it does, for the plan.</param>
/// <param name="ActAsync">Does it.</param>
internal sealed record RepairStep(string Description, Func<CancellationToken, Task> ActAsync);
