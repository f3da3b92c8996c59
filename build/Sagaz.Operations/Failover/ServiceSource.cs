using Sagaz.Core.Errors;
using Sagaz.Core.Failover;

namespace Sagaz.Operations.Failover;

/// <summary>The pod that the Service <c>postgres-primary</c> leads to, where there is no HAProxy.</summary>
/// <param name="findAsync">Names the pod; null while the Service leads nowhere.</param>
internal sealed class ServiceSource(Func<CancellationToken, Task<string?>> findAsync) : ISightingSource
{
    /// <inheritdoc />
    /// <remarks>Each look is a question to the API server, which serves others too.</remarks>
    public TimeSpan Interval => TimeSpan.FromMilliseconds(200);

    /// <inheritdoc />
    public async Task<IReadOnlyList<(SightingPlace Place, string Member)>> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            return [(SightingPlace.Proxy, await findAsync(cancellationToken) ?? "")];
        }
        catch (SagazException)
        {
            return [];
        }
    }
}
