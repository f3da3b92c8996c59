using System.Text.Json.Nodes;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Clusters;

/// <summary>The cluster of the repository, looked at with limits of a test's own.</summary>
/// <remarks>They are in a copy of the repository whose state folder is the cluster's, so that there is nothing to undo in the cluster itself.</remarks>
internal sealed class OtherLimits : IDisposable
{
    private readonly TestCluster cluster;
    private readonly Workspace workspace;
    private readonly string link;

    private OtherLimits(TestCluster cluster, Workspace workspace, string link) => (this.cluster, this.workspace, this.link) = (cluster, workspace, link);

    /// <param name="cluster">A cluster of the repository itself.</param>
    /// <param name="limits">Limits by their path below <c>limits</c> in topology.json, e.g. <c>doctor.leaderChanges</c>.</param>
    public static OtherLimits Of(TestCluster cluster, params (string Path, long Value)[] limits)
    {
        const string topology = "deploy/topology.json";
        var workspace = Workspace.Make(cluster.Offset);
        var json = JsonNode.Parse(File.ReadAllText(workspace.Of(topology)))!;
        foreach (var (path, value) in limits)
        {
            var keys = path.Split('.');
            var section = keys[..^1].Aggregate(json["limits"]!, (outer, key) => outer[key]!).AsObject();
            Assert.True(section.ContainsKey(keys[^1]), $"There is no limits.{path}.");
            section[keys[^1]] = value;
        }
        workspace.Write(topology, json.ToJsonString());
        var link = workspace.Of(".sagaz", Path.GetFileName(cluster.State));
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        Directory.CreateSymbolicLink(link, cluster.State);
        return new OtherLimits(cluster, workspace, link);
    }

    public Task<ProgramResult> RunAsync(params string[] arguments) => cluster.RunAsync([.. arguments, .. Root]);

    public Task<IReadOnlyList<string>> SeesAsync(params (string Check, string Condition)[] expected) => cluster.SeesAsync(Root, expected);

    public void Dispose()
    {
        File.Delete(link);
        workspace.Delete();
    }

    private string[] Root => ["--root", workspace.Folder];
}
