using Sagaz.Core.Backups;
using Sagaz.Core.Replication;
using Sagaz.Operations.Backups;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Runtimes.Kubernetes;
using Sagaz.Operations.Tests.Runtimes.Kubernetes.FakeApi;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes;

/// <summary>Restores in pods of a fake API server, where pgBackRest and PostgreSQL's programs only say what they would do.</summary>
/// <remarks>What answers as the restored server is any server of this machine.</remarks>
internal sealed class RestoringPods : IBackupSite, IAsyncDisposable
{
    private readonly PostgresEndpoint answers;
    private PortForward? forward;

    private RestoringPods(DeployerHarness harness, PostgresEndpoint answers) => (Harness, this.answers) = (harness, answers);

    public DeployerHarness Harness { get; }

    public FakeKubernetes Fake => Harness.Fake;

    /// <summary>Exit code of a program in the pod, by its name; 0 unless said otherwise.</summary>
    public Dictionary<string, int> Codes { get; } = [];

    public static readonly BackupSet Backup = new()
    {
        Label = "20261123-020000F",
        Kind = BackupKind.Full,
        StartedAt = DateTimeOffset.UnixEpoch,
        StoppedAt = DateTimeOffset.UnixEpoch,
        StopLsn = Lsn.Parse("0/5000110"),
        FirstWal = "000000010000000000000005",
        LastWal = "000000010000000000000005",
        DatabaseBytes = 1,
        RepositoryBytes = 1,
        HasPageErrors = false,
    };

    /// <summary>Every program that ran in the pod, with its arguments, in order.</summary>
    public IReadOnlyList<string> Programs => [.. Fake.Programs.Run.Where(IsLook).Select(exec => string.Join(' ', exec.Command.Skip(6)))];

    public IReadOnlyList<string> PodsLeft => [.. Fake.Objects.Below("/api/v1/namespaces/sagaz/pods").Select(pod => (string)pod["metadata"]!["name"]!)];

    public static async Task<RestoringPods> StartAsync(PostgresEndpoint answers)
    {
        var pods = new RestoringPods(await DeployerHarness.StartAsync(), answers);
        foreach (var item in SmallManifests.Of().Objects.Where(item => item.Kind is "Namespace" or "StatefulSet"))
            pods.Fake.Objects.Put(ApiPath.Of(item.Reference), item.Json);
        pods.Fake.Pods.Ports["restored-verify:5432"] = answers.Port;
        pods.Fake.Programs.Instead = exec => (0, IsLook(exec) ? pods.Answer(exec) : "");
        return pods;
    }

    public async Task<RestoredServer> RestoreBesideAsync(string name, BackupSet backup, RestoreTarget target, CancellationToken cancellationToken)
    {
        forward = new PortForward(Harness.Api, 0, RestoredPods.Port, _ => Task.FromResult("restored-" + name), Harness.Log);
        var server = await new RestoredPods(Harness.Api, "sagaz", Harness.Log) { StuckFor = TimeSpan.Zero }.PrepareAsync(name, answers with { Port = forward.Port }, cancellationToken);
        await server.RestoreAsync(backup, target, cancellationToken);
        return server;
    }

    public Task<IBackupRepository> OpenRepositoryAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("Nobody asks this site for its repository.");

    public Task<long?> ReadFreeBytesAsync(CancellationToken cancellationToken) => Task.FromResult<long?>(null);

    public async ValueTask DisposeAsync()
    {
        if (forward is not null)
            await forward.DisposeAsync();
        await Harness.DisposeAsync();
    }

    private static bool IsLook(FakeExec exec) => exec.Command[2] == PodCommands.Look;

    private string Answer(FakeExec exec)
    {
        var program = Path.GetFileName(exec.Command[6]);
        var said = program switch
        {
            "pg_controldata" => "max_connections setting:              200\n",
            "pg_checksums" => "Blocks scanned:  1000\nBad checksums:  0\n",
            _ => "",
        };
        return $"{Codes.GetValueOrDefault(program)}\n{said}";
    }
}
