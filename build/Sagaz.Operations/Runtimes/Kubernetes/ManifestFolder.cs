using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>The hand-written manifests of deploy/k8s, and the alerts of deploy/monitoring as the Prometheus operator takes them.</summary>
/// <param name="deploy">The repository's deploy folder.</param>
/// <param name="kubectl">Renders them.</param>
internal sealed class ManifestFolder(string deploy, KubectlCli kubectl)
{
    /// <summary>Environments that have manifests.</summary>
    public IReadOnlyList<string> Environments =>
        [.. Directory.EnumerateDirectories(Path.Combine(deploy, "k8s", "overlays")).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    /// <summary>Everything of one environment.</summary>
    /// <exception cref="PreconditionException">There is no such environment, or its manifests cannot be rendered.</exception>
    public async Task<ManifestSet> RenderAsync(string environment, CancellationToken cancellationToken)
    {
        if (!Environments.Contains(environment))
        {
            throw new PreconditionException(
                $"The environment '{environment}' has no manifests for Kubernetes; there are {string.Join(", ", Environments)}.",
                remedy: NearestName.Find(environment, Environments) is { } near ? $"--env {near}" : $"--env {Environments[0]}");
        }
        var overlay = Path.Combine(deploy, "k8s", "overlays", environment);
        var rendered = await kubectl.RunAsync(["kustomize", overlay], cancellationToken);
        if (!rendered.Succeeded)
        {
            throw new PreconditionException(
                $"The manifests of '{environment}' cannot be rendered: kubectl kustomize ended with code {rendered.ExitCode}.",
                rendered.ErrorOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(8),
                $"kubectl kustomize {Path.GetRelativePath(Path.GetDirectoryName(deploy)!, overlay)}");
        }
        var objects = YamlObjects.Parse(rendered.Output);
        return new ManifestSet(environment, objects.Any(item => item.Kind == "PodMonitor") ? [.. objects, .. ReadRules()] : objects);
    }

    /// <summary>Manifests as text that <c>kubectl apply -f</c> takes.</summary>
    public static string ToYaml(ManifestSet manifests) =>
        string.Join("---\n", manifests.Objects.Select(item => Yaml.Render(Plain(item.Json)!)));

    /// <summary>One PrometheusRule per file of rules; a rule's expressions are the same everywhere.</summary>
    private IEnumerable<ManifestObject> ReadRules() =>
        Directory.EnumerateFiles(Path.Combine(deploy, "monitoring", "prometheus", "rules"), "*.yaml").Order(StringComparer.Ordinal).Select(file => new ManifestObject(new JsonObject
        {
            ["apiVersion"] = "monitoring.coreos.com/v1",
            ["kind"] = "PrometheusRule",
            ["metadata"] = new JsonObject
            {
                ["name"] = Path.GetFileNameWithoutExtension(file),
                ["namespace"] = KubeConnection.OwnNamespace,
                ["labels"] = new JsonObject { ["app.kubernetes.io/part-of"] = "sagaz" },
            },
            ["spec"] = YamlObjects.Parse(File.ReadAllText(file))[0].Json,
        }));

    private static object? Plain(JsonNode? node) => node switch
    {
        JsonObject mapping => mapping.ToDictionary(pair => pair.Key, pair => Plain(pair.Value)),
        JsonArray list => list.Select(Plain).ToList(),
        JsonValue value when value.TryGetValue<bool>(out var truth) => truth,
        JsonValue value when value.TryGetValue<long>(out var whole) => whole,
        JsonValue value when value.TryGetValue<double>(out var number) => number,
        JsonValue value => value.GetValue<string>(),
        _ => null,
    };
}
