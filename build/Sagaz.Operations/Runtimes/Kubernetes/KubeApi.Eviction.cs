using System.Net;
using System.Text.Json.Nodes;

namespace Sagaz.Operations.Runtimes.Kubernetes;

internal sealed partial class KubeApi
{
    /// <summary>Asks that a pod go, as a drain does (Eviction API).</summary>
    /// <param name="pod">Its name.</param>
    /// <param name="uid">Its identity: another pod that has its name meanwhile stays.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Null where it goes, or is gone; else why it does not now, such as its disruption budget (429).</returns>
    /// <exception cref="ApiRefusedException">It never will.</exception>
    public async Task<string?> EvictAsync(string pod, string uid, CancellationToken cancellationToken)
    {
        var eviction = new JsonObject
        {
            ["apiVersion"] = "policy/v1",
            ["kind"] = "Eviction",
            ["metadata"] = new JsonObject { ["name"] = pod, ["namespace"] = Connection.Namespace },
            ["deleteOptions"] = new JsonObject { ["preconditions"] = new JsonObject { ["uid"] = uid } },
        };
        var path = ApiPath.Core("Pod", pod, Connection.Namespace) + "/eviction";
        using var answer = await TryAskAsync(path, eviction, cancellationToken);
        if (answer is null)
            return "the API server does not answer";
        if (answer.IsSuccessStatusCode || answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
            return null;
        var said = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.StatusCode == HttpStatusCode.TooManyRequests
            ? ApiAnswer.MessageOf(said)
            : throw ApiAnswer.Refusal(answer.StatusCode, $"POST {path}", said, Connection.Context);
    }

    private async Task<HttpResponseMessage?> TryAskAsync(string path, JsonObject body, CancellationToken cancellationToken)
    {
        try
        {
            return await AskOnceAsync(HttpMethod.Post, path, Json(body), HttpCompletionOption.ResponseContentRead, cancellationToken);
        }
        catch (HttpRequestException silent)
        {
            log.Detail($"POST {path}: {silent.InnerException?.Message ?? silent.Message}");
            return null;
        }
    }
}
