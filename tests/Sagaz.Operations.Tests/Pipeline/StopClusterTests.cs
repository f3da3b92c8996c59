using Sagaz.Core.Errors;
using Sagaz.Operations.Pipeline;
using Sagaz.Operations.Tests.Processes;

namespace Sagaz.Operations.Tests.Pipeline;

public sealed class StopClusterTests : IDisposable
{
    private static readonly Confirmation Nobody = new(false, null);
    private static readonly Confirmation Yes = new(true, null);

    private readonly TemporaryFolder repository = new();
    private readonly ListLog log = new();

    public void Dispose() => repository.Dispose();

    [Fact(Timeout = 20_000)]
    public async Task Stopping_keeps_the_data_and_asks_nobody()
    {
        var runtime = new FakeRuntime { Running = ["etcd", "postgres-0"] };

        Assert.Equal(["etcd stopped", "postgres-0 stopped"], await RunAsync(runtime, purge: false, Nobody));
        Assert.Equal(["stop"], runtime.Calls);
        Assert.Equal(["etcd stopped", "postgres-0 stopped"], log.Lines);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_purge_that_nobody_confirms_stops_nothing()
    {
        var runtime = new FakeRuntime { Running = ["etcd"] };

        var refusal = await Assert.ThrowsAsync<PreconditionException>(() => RunAsync(runtime, purge: true, Nobody));

        Assert.StartsWith("Purging removes all data and passwords of 'local+100' for good.", refusal.Sentence, StringComparison.Ordinal);
        Assert.Empty(runtime.Calls);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_confirmed_purge_stops_first()
    {
        var runtime = new FakeRuntime { Running = ["etcd"] };

        Assert.Equal(["etcd stopped", "/srv/sagaz/local removed"], await RunAsync(runtime, purge: true, Yes));
        Assert.Equal(["stop", "purge"], runtime.Calls);
    }

    [Fact(Timeout = 20_000)]
    public async Task Stopping_what_is_down_says_so()
    {
        Assert.Empty(await RunAsync(new FakeRuntime(), purge: false, Nobody));
        Assert.Equal(["local+100 is down already: nothing to do"], log.Lines);
    }

    private Task<IReadOnlyList<string>> RunAsync(FakeRuntime runtime, bool purge, Confirmation confirmation) =>
        StopCluster.RunAsync(FakeRuntime.Open(runtime, repository.Path, log), purge, confirmation, CancellationToken.None);
}
