using System.Text.Json;
using System.Text.Json.Nodes;
using Sagaz.Core.Errors;

namespace Sagaz.Operations.Monitoring;

/// <summary>One JSON answer of Prometheus or Alertmanager.</summary>
internal static class MonitoringAnswer
{
    /// <exception cref="OperationFailedException">Nobody answers, or not with JSON.</exception>
    public static async Task<JsonNode> ReadAsync(HttpClient http, string name, string path, CancellationToken cancellationToken)
    {
        try
        {
            // A refused question comes with status 400 and the reason in the same JSON.
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
            return JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken)) ?? throw new JsonException("it is null.");
        }
        catch (Exception error) when (error is HttpRequestException or JsonException
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new OperationFailedException(
                $"{name} does not answer: {error.Message}", [$"asked: {http.BaseAddress}"], $"./build.sh Up --monitoring, then ./build.sh Logs --member {name.ToLowerInvariant()}", error);
        }
    }
}
