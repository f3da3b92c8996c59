using Sagaz.Operations.Runtimes;

namespace Sagaz.Operations.Pipeline;

/// <summary>A cluster whose servers read files of this machine: <c>Init</c> writes new ones, and <c>Up</c> has them read.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="options">What is written anew.</param>
internal sealed class RotationByFiles(ClusterContext cluster, PreparationOptions options) : IRotation
{
    /// <inheritdoc />
    /// <remarks>Whoever prepared the cluster may.</remarks>
    public Task RequirePossibleAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    /// <remarks>They are when files are handed out.</remarks>
    public Task TellAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task<IReadOnlyList<string>> RenewAsync(CancellationToken cancellationToken) => cluster.Runtime.PrepareAsync(options, cancellationToken);

    /// <inheritdoc />
    public Task HandOutAsync(CancellationToken cancellationToken) => StartCluster.RunAsync(cluster, cancellationToken);
}
