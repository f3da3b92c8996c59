using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>Objects of one API server as JSON, whatever their kind and the server's release.</summary>
/// <remarks>What is overloaded (429, 503) or does not answer is asked again until <see cref="Deadlines.ApiServerReturns"/> has passed; one that never answered, until <see cref="Deadlines.ApiServerFound"/>.</remarks>
internal sealed partial class KubeApi : IDisposable
{
    private readonly k8s.Kubernetes client;
    private readonly Lazy<k8s.Kubernetes> executing;
    private readonly IProgressLog log;
    private volatile bool hasAnswered;

    public KubeApi(KubeConnection connection, IProgressLog log)
    {
        Connection = connection;
        this.log = log;
        client = KubeConfigFile.Open(connection);
        executing = new Lazy<k8s.Kubernetes>(() => OpenExecuting(connection));
    }

    /// <summary>Which server, and where in it.</summary>
    public KubeConnection Connection { get; }

    /// <summary>For port-forwards, which are more than a question and an answer.</summary>
    public k8s.Kubernetes Client => client;

    /// <summary>An object; null when there is none.</summary>
    /// <param name="path">e.g. <c>/api/v1/namespaces/sagaz/secrets/passwords</c>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<JsonObject?> FindAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(HttpMethod.Get, path, null, cancellationToken);
        }
        catch (ApiRefusedException refused) when (refused.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>The objects of a list.</summary>
    public async Task<IReadOnlyList<JsonObject>> ListAsync(string path, CancellationToken cancellationToken) =>
        Core.Kubernetes.ManifestObject.ListAt(await SendAsync(HttpMethod.Get, path, null, cancellationToken), "items");

    /// <summary>Makes an object.</summary>
    public Task<JsonObject> CreateAsync(string path, JsonObject body, CancellationToken cancellationToken) => SendAsync(HttpMethod.Post, path, Json(body), cancellationToken);

    /// <summary>Makes an object be as said, by server-side apply with our name as the manager of its fields.</summary>
    public Task<JsonObject> ApplyAsync(string path, JsonObject body, CancellationToken cancellationToken) => SendAsync(
        HttpMethod.Patch, $"{path}?fieldManager={ObjectApplier.FieldManager}&force=true", new StringContent(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/apply-patch+yaml")), cancellationToken);

    /// <summary>Lays a difference over an object.</summary>
    public Task<JsonObject> MergeAsync(string path, JsonObject difference, CancellationToken cancellationToken) => SendAsync(
        HttpMethod.Patch, path, new StringContent(difference.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/merge-patch+json")), cancellationToken);

    /// <summary>Removes an object; one that is gone already is removed.</summary>
    public async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(HttpMethod.Delete, path, null, cancellationToken);
        }
        catch (ApiRefusedException refused) when (refused.Status == HttpStatusCode.NotFound)
        {
            log.Detail($"{path} is gone already");
        }
    }

    /// <summary>Plain text, e.g. a log.</summary>
    public async Task<string> ReadTextAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await AskAsync(HttpMethod.Get, path, null, HttpCompletionOption.ResponseContentRead, cancellationToken);
        return await answer.Content.ReadAsStringAsync(cancellationToken);
    }

    /// <summary>Passes a container's log on, line by line, until it ends.</summary>
    public async Task FollowLogAsync(string pod, string container, Action<string> print, CancellationToken cancellationToken)
    {
        using var answer = await AskAsync(
            HttpMethod.Get, $"{ApiPath.Core("Pod", pod, Connection.Namespace)}/log?container={container}&tailLines=200&follow=true", null, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
            print(line);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        client.Dispose();
        if (executing.IsValueCreated)
            executing.Value.Dispose();
    }

    private static StringContent Json(JsonObject body) => new(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));

    private async Task<JsonObject> SendAsync(HttpMethod method, string path, StringContent? body, CancellationToken cancellationToken)
    {
        using var answer = await AskAsync(method, path, body, HttpCompletionOption.ResponseContentRead, cancellationToken);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken))!.AsObject();
    }

    /// <summary>One question, asked again while the server is overloaded or away.</summary>
    private Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, StringContent? body, HttpCompletionOption option, CancellationToken cancellationToken) => WaitFor.UntilAsync<HttpResponseMessage>(
        $"the API server of '{Connection.Context}'",
        hasAnswered ? Deadlines.ApiServerReturns : Deadlines.ApiServerFound,
        log,
        async token =>
        {
            try
            {
                var answer = await AskOnceAsync(method, path, body, option, token);
                if (answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout))
                    return await RequireAsync(answer, $"{method} {path}", token);
                var said = ApiAnswer.MessageOf(await answer.Content.ReadAsStringAsync(token));
                answer.Dispose();
                return new NotYet($"it answered {(int)answer.StatusCode}: {said}");
            }
            catch (HttpRequestException error)
            {
                return new NotYet($"it does not answer: {error.InnerException?.Message ?? error.Message}");
            }
        },
        cancellationToken,
        $"kubectl --context {Connection.Context} version; then the same command again",
        Deadlines.ApiServerInterval);

    private async Task<HttpResponseMessage> AskOnceAsync(HttpMethod method, string path, StringContent? body, HttpCompletionOption option, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(client.BaseUri.ToString().TrimEnd('/') + path));
        if (body is not null)
        {
            // A request disposes its content: each attempt has its own.
            request.Content = new ByteArrayContent(await body.ReadAsByteArrayAsync(cancellationToken));
            request.Content.Headers.ContentType = body.Headers.ContentType;
        }
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("*/*", 0.5));
        if (client.Credentials is { } credentials)
            await credentials.ProcessHttpRequestAsync(request, cancellationToken);
        var answer = await client.HttpClient.SendAsync(request, option, cancellationToken);
        hasAnswered = true;
        return answer;
    }

    private async Task<HttpResponseMessage> RequireAsync(HttpResponseMessage answer, string request, CancellationToken cancellationToken)
    {
        if (answer.IsSuccessStatusCode)
            return answer;
        using (answer)
            throw ApiAnswer.Refusal(answer.StatusCode, request, await answer.Content.ReadAsStringAsync(cancellationToken), Connection.Context);
    }
}
