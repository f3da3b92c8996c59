namespace Sagaz.Operations.Faults;

/// <summary>What a fault does and to whom, whatever the cluster runs on.</summary>
/// <param name="Name">In kebab-case, e.g. <c>kill-postmaster</c>.</param>
/// <param name="Description">What it does, as half a sentence for a listing.</param>
/// <param name="Subject">What it can be done to.</param>
public sealed record FaultVerb(string Name, string Description, FaultSubject Subject);
