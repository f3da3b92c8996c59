using System.Net;
using System.Net.Sockets;
using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests;

/// <summary>What the machine or the files do not allow is refused with exit code 3 before anything starts.</summary>
public sealed class PreconditionTests
{
    [ClusterTheory]
    [InlineData(5432, "postgres-primary")]
    [InlineData(6433, "pgbouncer-ro")]
    [InlineData(15433, "postgres-1")]
    public async Task A_busy_port_is_named_with_its_service_and_its_owner(int standardPort, string service)
    {
        await using var cluster = await TestCluster.InWorkspaceAsync();
        using var listener = new TcpListener(IPAddress.Loopback, cluster.Port(standardPort));
        listener.Start();

        var refused = await cluster.RunAsync("Up");

        refused.Exits(3).Says($"{cluster.Port(standardPort)}", service, $"process {Environment.ProcessId}", "--port-offset").NeverSays("   at ");
        Assert.Empty(cluster.Processes);
    }

    [ClusterFact]
    public async Task All_errors_of_the_topology_are_listed_at_once()
    {
        await using var cluster = await TestCluster.InWorkspaceAsync();
        cluster.Workspace.Edit("deploy/topology.json", "\"members\": 2", "\"members\": 0");
        cluster.Workspace.Edit("deploy/topology.json", "\"mode\": \"session\"", "\"mode\": \"sesion\"");
        cluster.Workspace.Edit("deploy/topology.json", "\"ttlSeconds\": 20", "\"ttlSecond\": 20");

        var refused = await cluster.RunAsync("Up");

        refused.Exits(3).Says("deploy/topology.json has", "members", "pools.readOnly.mode", "patroni.ttlSecond").NeverSays("   at ");
        Assert.Empty(cluster.Processes);
    }

    [ClusterFact]
    public async Task Pools_that_would_exhaust_the_servers_are_refused()
    {
        await using var cluster = await TestCluster.InWorkspaceAsync();
        cluster.Workspace.Edit("deploy/topology.json", "\"maxConnections\": 200", "\"maxConnections\": 60");

        (await cluster.RunAsync("Up")).Exits(3).Says("maxConnections", "60").NeverSays("   at ");
    }

    [ClusterFact]
    public async Task A_file_in_place_of_the_state_folder_is_refused()
    {
        await using var cluster = await TestCluster.InWorkspaceAsync();
        cluster.Workspace.Write(".sagaz", "not a folder");

        (await cluster.RunAsync("Up")).Exits(3).Says("state folder", ".sagaz", "try:").NeverSays("   at ");
        Assert.Empty(cluster.Processes);
    }

    [PrivilegedFact]
    public async Task A_state_folder_that_cannot_be_written_is_refused()
    {
        await using var cluster = await TestCluster.InWorkspaceAsync();
        Directory.CreateDirectory(cluster.Workspace.Of(".sagaz"));
        (await Programs.RunAsync(["chattr", "+i", cluster.Workspace.Of(".sagaz")])).Exits(0);

        (await cluster.RunAsync("Up")).Exits(3).Says("state folder", ".sagaz", "try:").NeverSays("   at ");
        Assert.Empty(cluster.Processes);
    }

    [PrivilegedFact]
    public async Task A_full_disk_is_refused()
    {
        await using var cluster = await TestCluster.InWorkspaceAsync();
        await MountAsync(cluster, "32k");

        (await cluster.RunAsync("Up")).Exits(3).Says("state folder", "free some space").NeverSays("   at ");
        Assert.Empty(cluster.Processes);
    }

    [PrivilegedFact]
    public async Task A_disk_with_too_little_space_is_refused_with_both_figures()
    {
        await using var cluster = await TestCluster.InWorkspaceAsync();
        await MountAsync(cluster, "100m");

        (await cluster.RunAsync("Up")).Exits(3).Says("100 MiB free", "2 GiB", "limits.freeDiskBytes").NeverSays("   at ");
        Assert.Empty(cluster.Processes);
    }

    private static async Task MountAsync(TestCluster cluster, string size)
    {
        var state = cluster.Workspace.Of(".sagaz");
        Directory.CreateDirectory(state);
        (await Programs.RunAsync(["mount", "-t", "tmpfs", "-o", $"size={size},mode=0755", "tmpfs", state])).Exits(0);
    }
}
