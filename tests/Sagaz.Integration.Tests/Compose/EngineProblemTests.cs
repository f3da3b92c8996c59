using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Compose;

/// <summary>What the engine does not offer is said in a sentence, with exit code 3, before anything starts.</summary>
[OnCompose]
public sealed class EngineProblemTests : IAsyncLifetime
{
    private TestCluster? claimed;

    private TestCluster Cluster => claimed!;

    public async Task InitializeAsync()
    {
        if (ComposeTools.SkipReason is null)
            claimed = await TestCluster.InWorkspaceAsync(TestCluster.Compose);
    }

    public async Task DisposeAsync()
    {
        if (claimed is not null)
            await claimed.DisposeAsync();
    }

    [ClusterFact]
    public async Task A_stopped_engine()
    {
        var refused = await Cluster.RunAsync(new Dictionary<string, string> { ["DOCKER_HOST"] = "unix:///run/no-such-engine.sock" }, "Up");

        refused.Exits(3).Says("No Docker Engine answers at unix:///run/no-such-engine.sock", "--runtime native").NeverSays("   at ");
    }

    [ClusterTheory]
    [InlineData("echo 'docker: compose is not a docker command' >&2; exit 1", "Compose plugin is not installed", "docker-compose")]
    [InlineData("echo 2.17.3", "Docker Compose 2.17.3 is too old; 2.20 or newer is needed", "newer Compose plugin")]
    public async Task A_compose_plugin_that_is_missing_or_too_old(string answer, string sentence, string remedy)
    {
        var folder = Cluster.Workspace.Of("bin");
        Directory.CreateDirectory(folder);
        var program = Path.Combine(folder, "docker");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\nif [ \"$1\" = compose ]; then {answer}; exit; fi\nexit 1\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var refused = await Cluster.RunAsync(new Dictionary<string, string> { ["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}" }, "Up");

        refused.Exits(3).Says(sentence, remedy).NeverSays("   at ");
    }

    [ClusterFact]
    public async Task A_disk_without_room()
    {
        Cluster.Workspace.Edit("deploy/topology.json", "\"freeDiskBytes\": 2147483648", "\"freeDiskBytes\": 1125899906842624");

        (await Cluster.RunAsync("Up")).Exits(3).Says("The Docker Engine's disk has", "limits.freeDiskBytes").NeverSays("   at ");
    }

    [ClusterFact]
    public async Task A_project_of_the_same_name()
    {
        var image = Containers.Docker("images", "--quiet", "sagaz/base").Split('\n')[0];
        image = image.Length > 0 ? image : "debian:trixie-slim";
        (await Programs.RunAsync(["docker", "create", "--name", $"{Cluster.Project}-foreign", "--label", $"com.docker.compose.project={Cluster.Project}", image, "true"])).Exits(0);
        try
        {
            (await Cluster.RunAsync("Up")).Exits(3).Says($"a Compose project named '{Cluster.Project}'", "--port-offset").NeverSays("   at ");
        }
        finally
        {
            (await Programs.RunAsync(["docker", "rm", $"{Cluster.Project}-foreign"])).Exits(0);
        }
    }

    [ClusterFact]
    public async Task Another_runtime_than_the_clusters_own()
    {
        (await Cluster.RunAsync("Init")).Exits(0);

        var root = new[] { "Status", "--runtime", "native", "--port-offset", $"{Cluster.Offset}", "--root", Cluster.Root, "--no-logo" };
        (await Programs.BuildAsync(root)).Exits(3).Says("runs on compose; --runtime asks for native").NeverSays("   at ");
    }
}
