using Sagaz.Core.Errors;

namespace Sagaz.Core.Topology;

/// <summary>topology.json, or what the command line made of it, cannot be built; all its errors at once.</summary>
public sealed class TopologyException(string source, IReadOnlyList<string> errors) : PreconditionException(
    errors is [var only]
        ? $"{source}: {only}"
        : $"{source} has {errors.Count} errors.",
    errors.Count == 1 ? [] : errors,
    $"correct {source}; nothing was started")
{
    /// <summary>One sentence per error, each beginning with the setting's path.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}
