using Sagaz.Core.Errors;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Monitoring;

/// <summary>Asks an Alertmanager through its HTTP API.</summary>
public sealed class AlertmanagerClient(Uri address) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Deadlines.Request, BaseAddress = address };

    /// <summary>Labels of every alert that fires now; those that another one inhibits too.</summary>
    /// <exception cref="OperationFailedException">Alertmanager does not answer.</exception>
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> ReadActiveAsync(CancellationToken cancellationToken)
    {
        var alerts = await MonitoringAnswer.ReadAsync(http, "Alertmanager", "api/v2/alerts", cancellationToken);
        return [.. alerts.AsArray().Select(alert => alert!["labels"]!.AsObject().ToDictionary(label => label.Key, label => label.Value!.GetValue<string>()))];
    }

    /// <inheritdoc />
    public void Dispose() => http.Dispose();
}
