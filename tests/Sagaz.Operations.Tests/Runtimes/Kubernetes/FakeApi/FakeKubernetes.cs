using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sagaz.Operations.Runtimes.Kubernetes;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes.FakeApi;

/// <summary>A fake of ours: an HTTP server on loopback that speaks as much of the Kubernetes API as kubectl and the deployer use.</summary>
/// <remarks>No scheduler, kubelet or controller stands behind it: <see cref="FakeWorkloads"/> writes what they would.</remarks>
internal sealed class FakeKubernetes : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sagaz-fake-kubernetes-");
    private readonly ApiDiscovery discovery;
    private readonly ObjectRequests requests;
    private readonly ConcurrentQueue<string> asked = new();

    private FakeKubernetes(WebApplication server, IReadOnlyList<ServedKind> kinds)
    {
        this.server = server;
        discovery = new ApiDiscovery(kinds);
        requests = new ObjectRequests(kinds, Objects);
        Workloads = new FakeWorkloads(Objects);
    }

    public ObjectStore Objects { get; } = new();

    public FakeWorkloads Workloads { get; }

    public FakeFaults Faults { get; } = new();

    /// <summary>Rights that it denies, <c>verb resource</c>.</summary>
    public HashSet<string> Denied => requests.Denied;

    public FakePodChannels Pods { get; } = new();

    public FakeEvictions Evictions => requests.Evictions;

    public FakePrograms Programs { get; } = new();

    /// <summary>What a pod has printed; null where nobody knows.</summary>
    public Func<string, Task<string?>> LogOf { get; set; } = _ => Task.FromResult<string?>(null);

    /// <summary>Method and path of every request, in order.</summary>
    public IReadOnlyCollection<string> Asked => asked;

    /// <summary>How kubectl and we reach it: the context <c>fake</c> of a kubeconfig of its own.</summary>
    public KubeConnection Connection => new(Path.Combine(folder.FullName, "config"), "fake") { CacheFolder = Path.Combine(folder.FullName, "cache") };

    public Uri Address => new(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<FakeKubernetes> StartAsync(params IReadOnlyList<ServedKind> more)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var fake = new FakeKubernetes(builder.Build(), [.. ServedKind.Usual, .. more]);
        fake.server.UseWebSockets();
        fake.server.Run(fake.AnswerAsync);
        await fake.server.StartAsync();
        await File.WriteAllTextAsync(fake.Connection.File, fake.Kubeconfig());
        fake.Objects.Put("/apis/storage.k8s.io/v1/storageclasses/standard", JsonNode.Parse(
            """{"apiVersion": "storage.k8s.io/v1", "kind": "StorageClass", "metadata": {"name": "standard", "annotations": {"storageclass.kubernetes.io/is-default-class": "true"}}}""")!.AsObject());
        return fake;
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = $"{context.Request.Method} {context.Request.Path}";
        asked.Enqueue(request);
        if (await Faults.TakeAsync(context, request))
            return;
        var path = context.Request.Path.Value!;
        if (new AccountRights(Objects).Missing(context.Request) is { } missing)
            await RefuseAsync(context, HttpStatusCode.Forbidden, "Forbidden", missing);
        else if (path.EndsWith("/log", StringComparison.Ordinal) && await LogOf(path.Split('/')[^2]) is { } printed)
            await context.Response.WriteAsync(printed);
        else if (context.WebSockets.IsWebSocketRequest)
            await (path.EndsWith("/exec", StringComparison.Ordinal) ? Programs.ServeAsync(context, path) : Pods.ServeAsync(context, path));
        else if (discovery.Answer(path) is { } described)
            await WriteAsync(context, HttpStatusCode.OK, described);
        else
            await requests.AnswerAsync(context, path);
    }

    internal static async Task WriteAsync(HttpContext context, HttpStatusCode code, JsonNode body)
    {
        context.Response.StatusCode = (int)code;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body.ToJsonString());
    }

    /// <summary>A refusal as the API server words it.</summary>
    internal static Task RefuseAsync(HttpContext context, HttpStatusCode code, string reason, string message, JsonArray? causes = null) => WriteAsync(context, code, new JsonObject
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["status"] = "Failure",
        ["message"] = message,
        ["reason"] = reason,
        ["details"] = new JsonObject { ["causes"] = causes },
        ["code"] = (int)code,
    });

    private string Kubeconfig() => $$$$$"""
        apiVersion: v1
        kind: Config
        current-context: somebody-elses
        clusters: [{name: fake, cluster: {server: "{{{{{Address.ToString().TrimEnd('/')}}}}}"}}]
        users: [{name: deployer, user: {token: of-the-fake}}]
        contexts:
          - {name: fake, context: {cluster: fake, user: deployer}}
          - {name: somebody-elses, context: {cluster: fake, user: deployer, namespace: default}}
        """;
}
