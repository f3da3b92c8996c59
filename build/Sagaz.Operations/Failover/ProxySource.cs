using Sagaz.Core.Failover;

namespace Sagaz.Operations.Failover;

/// <summary>HAProxy's status page as a table: which server of the backend <c>leader</c> is up.</summary>
internal sealed class ProxySource(HttpClient http, Uri status) : ISightingSource
{
    private const int Proxy = 0;
    private const int Server = 1;
    private const int Status = 17;

    public TimeSpan Interval => TimeSpan.FromMilliseconds(50);

    public async Task<IReadOnlyList<(SightingPlace Place, string Member)>> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var rows = (await http.GetStringAsync(status, cancellationToken)).Split('\n').Select(row => row.Split(','));
            var up = rows.FirstOrDefault(row => row.Length > Status && row[Proxy] == "leader" && row[Server] != "BACKEND" && row[Status].StartsWith("UP", StringComparison.Ordinal));
            return [(SightingPlace.Proxy, up?[Server] ?? "")];
        }
        catch (Exception error) when (error is HttpRequestException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return [(SightingPlace.Proxy, "")];
        }
    }
}
