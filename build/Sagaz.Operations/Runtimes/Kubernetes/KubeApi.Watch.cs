using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sagaz.Core.Kubernetes;

namespace Sagaz.Operations.Runtimes.Kubernetes;

internal sealed partial class KubeApi
{
    private const int WatchSeconds = 30;

    /// <summary>Returns when something of a list changes, or when it is time to look anew: the watch ended, or its version is too old (410).</summary>
    /// <param name="path">The list's path.</param>
    /// <param name="resourceVersion">The version that the list had.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task AwaitChangeAsync(string path, string resourceVersion, CancellationToken cancellationToken)
    {
        var join = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        try
        {
            using var answer = await AskAsync(
                HttpMethod.Get, $"{path}{join}watch=true&allowWatchBookmarks=true&timeoutSeconds={WatchSeconds}&resourceVersion={resourceVersion}", null, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken));
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                if (line.Length > 0 && (string?)JsonNode.Parse(line)?["type"] != "BOOKMARK")
                    return;
            }
        }
        catch (ApiRefusedException refused) when (refused.Status == HttpStatusCode.Gone)
        {
            log.Detail($"the watch of {path} is too old: looking anew");
        }
        catch (Exception cut) when (cut is IOException or HttpRequestException or JsonException)
        {
            log.Detail($"the watch of {path} was cut off: looking anew");
        }
    }

    /// <summary>A list, and the version from which it can be watched.</summary>
    public async Task<(IReadOnlyList<JsonObject> Items, string ResourceVersion)> ListToWatchAsync(string path, CancellationToken cancellationToken)
    {
        var list = await SendAsync(HttpMethod.Get, path, null, cancellationToken);
        return (ManifestObject.ListAt(list, "items"), (string?)list["metadata"]?["resourceVersion"] ?? "");
    }
}
