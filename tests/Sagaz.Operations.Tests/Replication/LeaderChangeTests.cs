using Sagaz.Core.Errors;
using Sagaz.Operations.Replication;

namespace Sagaz.Operations.Tests.Replication;

public class LeaderChangeTests(ScratchReplication cluster) : IClassFixture<ScratchReplication>
{
    [RequiresPostgresFact]
    public async Task Says_who_leads_now_and_cleans_up_there()
    {
        var request = cluster.Request with { Samples = 100_000, LagLimit = TimeSpan.FromSeconds(1) };
        var verification = new ReplicationVerification(new ProgressLines()).RunAsync(request);
        while (await ScratchReplication.CountCanariesAsync(cluster.Replica) == 0 && !verification.IsCompleted)
            await Task.Delay(5);
        await cluster.Primary.StopAsync();
        await cluster.Replica.PromoteAsync();
        var failure = await Assert.ThrowsAsync<OperationFailedException>(() => verification);
        Assert.Contains("'postgres-0' leads on timeline 1 before, 'postgres-1' leads on timeline 2 after", failure.Sentence, StringComparison.Ordinal);
        Assert.Equal(0, await ScratchReplication.CountCanariesAsync(cluster.Replica));
    }
}
