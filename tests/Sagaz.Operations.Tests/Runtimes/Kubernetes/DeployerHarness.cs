using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Runtimes.Kubernetes;
using Sagaz.Operations.Tests.Runtimes.Kubernetes.FakeApi;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes;

/// <summary>A deployer at a fake API server of its own.</summary>
internal sealed class DeployerHarness : IAsyncDisposable
{
    private readonly KubeApi api;

    private DeployerHarness(FakeKubernetes fake)
    {
        Fake = fake;
        api = new KubeApi(fake.Connection, Log);
        Applier = new ObjectApplier(fake.Connection, TestKubectl.Of(Log), Log);
        Store = new DeploymentStore(api);
        Rollout = new Rollout(api, Applier, Store, Log) { ReadyWithin = TimeSpan.FromSeconds(30), StuckFor = TimeSpan.FromSeconds(1) };
    }

    public FakeKubernetes Fake { get; }

    public ListLog Log { get; } = new();

    public KubeApi Api => api;

    public ObjectApplier Applier { get; }

    public DeploymentStore Store { get; }

    public Rollout Rollout { get; }

    public Preflight Preflight => new(api, Applier, Images, Log);

    public ImageCheck Images => new(api, Log) { RefusedFor = TimeSpan.Zero, HomelessFor = TimeSpan.Zero };

    /// <summary>Waves that were of use, in order.</summary>
    public List<DeploymentWave> Waves { get; } = [];

    /// <summary>Proves a deployment; by default it is good.</summary>
    public Func<Task> Prove { get; set; } = () => Task.CompletedTask;

    /// <summary>Called after each wave.</summary>
    public Action<DeploymentWave> AfterWave { get; set; } = _ => { };

    public static async Task<DeployerHarness> StartAsync(params IReadOnlyList<ServedKind> more) => new(await FakeKubernetes.StartAsync(more));

    public Task<int> DeployAsync(ManifestSet manifests, bool force = false, CancellationToken cancellationToken = default) =>
        new Deployer(api, Rollout, Store, Log).DeployAsync(AppliedSet.Mark(manifests, Store.SetId), "commit", force, new Deployer.Hooks(
            (wave, _) =>
            {
                Waves.Add(wave);
                AfterWave(wave);
                return Task.CompletedTask;
            },
            _ => Prove()), cancellationToken);

    public Task RestoreAsync(DeploymentRevision revision) => new Deployer(api, Rollout, Store, Log).RestoreAsync(revision, _ => Prove(), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        api.Dispose();
        await Fake.DisposeAsync();
    }
}
