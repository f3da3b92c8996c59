using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sagaz.Core.Errors;
using Sagaz.Core.Monitoring;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Monitoring;

/// <summary>Asks a Prometheus through its HTTP API.</summary>
public sealed partial class PrometheusClient(Uri address) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Deadlines.Request, BaseAddress = address };

    /// <summary>What an expression is now.</summary>
    /// <exception cref="OperationFailedException">Prometheus does not answer, or does not take the expression.</exception>
    public async Task<IReadOnlyList<MetricSample>> QueryAsync(string expression, CancellationToken cancellationToken)
    {
        var data = await GetAsync("api/v1/query?query=" + Uri.EscapeDataString(expression), cancellationToken);
        return data["resultType"]!.GetValue<string>() == "vector"
            ? [.. data["result"]!.AsArray().Select(sample => new MetricSample(Labels(sample!["metric"]!), Number(sample["value"]![1]!)))]
            : [new MetricSample(new Dictionary<string, string>(), Number(data["result"]![1]!))];
    }

    /// <summary>Everything that is scraped.</summary>
    /// <exception cref="OperationFailedException">Prometheus does not answer.</exception>
    public async Task<IReadOnlyList<ScrapeTarget>> ReadTargetsAsync(CancellationToken cancellationToken)
    {
        var data = await GetAsync("api/v1/targets?state=active", cancellationToken);
        return
        [
            .. data["activeTargets"]!.AsArray().Select(target => new ScrapeTarget(
                target!["labels"]!["job"]!.GetValue<string>(),
                target["labels"]!["instance"]!.GetValue<string>(),
                target["health"]!.GetValue<string>(),
                target["lastError"]!.GetValue<string>(),
                Duration(target["scrapeInterval"]!.GetValue<string>()))),
        ];
    }

    /// <summary>How soon each alert of the loaded rules must fire, by its name.</summary>
    /// <exception cref="OperationFailedException">Prometheus does not answer.</exception>
    public async Task<IReadOnlyDictionary<string, AlertTiming>> ReadAlertsAsync(CancellationToken cancellationToken)
    {
        var scrape = (await ReadTargetsAsync(cancellationToken)).Select(target => target.Interval).DefaultIfEmpty().Max();
        var data = await GetAsync("api/v1/rules?type=alert", cancellationToken);
        return data["groups"]!.AsArray()
            .SelectMany(group => group!["rules"]!.AsArray().Select(rule => (Rule: rule!, Evaluation: TimeSpan.FromSeconds(Number(group["interval"]!)))))
            .ToDictionary(
                entry => entry.Rule["name"]!.GetValue<string>(),
                entry => new AlertTiming { For = TimeSpan.FromSeconds(Number(entry.Rule["duration"]!)), Evaluation = entry.Evaluation, Scrape = scrape });
    }

    /// <inheritdoc />
    public void Dispose() => http.Dispose();

    private async Task<JsonNode> GetAsync(string path, CancellationToken cancellationToken)
    {
        var answer = await MonitoringAnswer.ReadAsync(http, "Prometheus", path, cancellationToken);
        return answer["status"]?.GetValue<string>() == "success"
            ? answer["data"]!
            : throw new OperationFailedException($"Prometheus refused a question: {answer["error"]}", ["asked: " + Uri.UnescapeDataString(path)]);
    }

    private static Dictionary<string, string> Labels(JsonNode labels) =>
        labels.AsObject().ToDictionary(label => label.Key, label => label.Value!.GetValue<string>());

    /// <summary>A number, which Prometheus writes as a text where it may be NaN or infinite.</summary>
    private static double Number(JsonNode value) => value.GetValueKind() == System.Text.Json.JsonValueKind.Number
        ? value.GetValue<double>()
        : value.GetValue<string>() switch
        {
            "+Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            var text => double.Parse(text, CultureInfo.InvariantCulture),
        };

    /// <summary>A duration as Prometheus writes it: <c>5s</c>, <c>1m30s</c>.</summary>
    private static TimeSpan Duration(string text) => DurationPart().Matches(text)
        .Select(part => int.Parse(part.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * part.Groups[2].Value switch
        {
            "ms" => TimeSpan.FromMilliseconds(1),
            "s" => TimeSpan.FromSeconds(1),
            "m" => TimeSpan.FromMinutes(1),
            _ => TimeSpan.FromHours(1),
        })
        .Aggregate(TimeSpan.Zero, (sum, part) => sum + part);

    [GeneratedRegex(@"(\d+)(ms|s|m|h)")]
    private static partial Regex DurationPart();
}
