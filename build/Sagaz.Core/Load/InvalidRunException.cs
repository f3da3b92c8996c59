using Sagaz.Core.Errors;
using Sagaz.Core.Gates;

namespace Sagaz.Core.Load;

/// <summary>A load's figures say more of its generator than of the cluster.</summary>
/// <param name="audit">What the audit found.</param>
public sealed class InvalidRunException(GateReport audit) : PreconditionException(
    $"The run is invalid: its generator was the bottleneck ({string.Join(", ", audit.Refused.Select(gate => gate.Id))}), so its gates judge nothing.",
    audit.Refused.Select(gate => gate.ToString()),
    "run it again on a quieter machine, with fewer --connections or a lower --rate");
