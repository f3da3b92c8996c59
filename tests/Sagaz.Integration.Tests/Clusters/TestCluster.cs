using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Clusters;

/// <summary>A cluster at ports of its own, driven through build.sh alone, and removed whatever became of it.</summary>
internal sealed partial class TestCluster : IAsyncDisposable
{
    public const string Native = "native";
    public const string Compose = "compose";

    private readonly PortBlock ports;
    private readonly Workspace? workspace;

    private readonly string runtime;

    private TestCluster(PortBlock ports, Workspace? workspace, string runtime) => (this.ports, this.workspace, this.runtime) = (ports, workspace, runtime);

    public int Offset => ports.Offset;

    /// <summary><see cref="Native"/> or <see cref="Compose"/>.</summary>
    public string Runtime => runtime;

    public string Root => workspace?.Folder ?? RepositoryRoot.Folder;

    /// <summary>The copied repository, where the test asked for one.</summary>
    public Workspace Workspace => workspace ?? throw new InvalidOperationException("This cluster lives in the repository itself.");

    /// <summary>State folder of environment 'local', links resolved.</summary>
    public string State => StateFolders.Of(Root, "local", Offset);

    /// <summary>A cluster of the repository itself.</summary>
    public static async Task<TestCluster> InRepositoryAsync(string runtime = Native) => new(await PortBlock.ClaimAsync(), null, runtime);

    /// <summary>A cluster of a copy, with its own scripts, topology, state and reports.</summary>
    public static async Task<TestCluster> InWorkspaceAsync(string runtime = Native)
    {
        if (runtime == Compose)
            await ClusterImages.BuildAsync();
        var block = await PortBlock.ClaimAsync();
        return new TestCluster(block, Workspace.Make(block.Offset), runtime);
    }

    /// <summary>A port of the quick reference, moved to where this cluster has it.</summary>
    public int Port(int standard) => standard + Offset;

    /// <summary>Runs build.sh; targets come before parameters.</summary>
    public Task<ProgramResult> RunAsync(params string[] arguments) => Programs.BuildAsync(Complete(arguments));

    public Task<ProgramResult> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        Programs.BuildAsync(Complete(arguments), environment);

    /// <summary>Starts build.sh and goes on.</summary>
    public ProgramRun Start(params string[] arguments) => ProgramRun.Start(Programs.BuildCommand(Complete(arguments)));

    public async ValueTask DisposeAsync()
    {
        if (workspace is not null)
            await workspace.ReleaseAsync();
        foreach (var environment in StateFolders.Environments(Root, Offset))
            await StateFolders.PurgeAsync(Root, environment, Offset);
        workspace?.Delete();
        ports.Dispose();
    }

    private IReadOnlyList<string> Complete(string[] arguments) =>
        [.. arguments, "--runtime", runtime, "--port-offset", $"{Offset}", "--no-logo", .. workspace is null ? Array.Empty<string>() : ["--root", Root]];
}
