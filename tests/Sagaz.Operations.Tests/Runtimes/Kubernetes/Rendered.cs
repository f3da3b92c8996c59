using System.Collections.Concurrent;
using Sagaz.Core.Kubernetes;
using Sagaz.Core.Topology;
using Sagaz.Operations.Runtimes.Kubernetes;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes;

/// <summary>The overlays of deploy/k8s, each rendered once.</summary>
internal static class Rendered
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<ManifestSet>>> Sets = new();

    public static readonly TopologyFile File = TopologyFile.Parse(System.IO.File.ReadAllText(RepositoryRoot.Of("deploy", "topology.json")), "deploy/topology.json");

    public static TheoryData<string> Environments => new("dev", "staging", "prod");

    public static ManifestFolder Folder => new(RepositoryRoot.Of("deploy"), TestKubectl.Of(new ListLog()));

    public static Task<ManifestSet> Of(string environment) =>
        Sets.GetOrAdd(environment, name => new Lazy<Task<ManifestSet>>(() => Folder.RenderAsync(name, CancellationToken.None))).Value;

    /// <summary>A component laid over the base, which no overlay has.</summary>
    public static async Task<ManifestSet> WithComponent(string component)
    {
        var folder = Directory.CreateDirectory(RepositoryRoot.Of("artifacts", $"kustomize-{component}-{Guid.NewGuid():N}"));
        try
        {
            await System.IO.File.WriteAllTextAsync(
                Path.Combine(folder.FullName, "kustomization.yaml"),
                $"namespace: sagaz\nresources: [../../deploy/k8s/base]\ncomponents: [../../deploy/k8s/components/{component}]\n");
            var rendered = await TestKubectl.Of(new ListLog()).RunAsync(["kustomize", folder.FullName], CancellationToken.None);
            return new ManifestSet("dev", YamlObjects.Parse(rendered.Require().Output));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A file of a ConfigMap, whose name ends in a dash and a hash of ten letters.</summary>
    public static string ConfigurationFile(this ManifestSet manifests, string map, string file) => ManifestObject.TextsAt(
        manifests.Of("ConfigMap").Single(item => item.Name.Length == map.Length + 11 && item.Name.StartsWith(map + "-", StringComparison.Ordinal)).Json, "data")[file];
}
