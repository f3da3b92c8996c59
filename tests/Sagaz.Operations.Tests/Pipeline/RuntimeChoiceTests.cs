using Sagaz.Core.Errors;
using Sagaz.Operations.Pipeline;
using Sagaz.Operations.Runtimes;

namespace Sagaz.Operations.Tests.Pipeline;

public sealed class RuntimeChoiceTests
{
    [Theory]
    [InlineData(null, null, null)]
    [InlineData(null, RuntimeKind.Compose, RuntimeKind.Compose)]
    [InlineData(RuntimeKind.Compose, null, RuntimeKind.Compose)]
    [InlineData(RuntimeKind.Native, null, RuntimeKind.Native)]
    [InlineData(RuntimeKind.Native, RuntimeKind.Native, RuntimeKind.Native)]
    public void A_cluster_stays_on_what_it_was_made_with(RuntimeKind? recorded, RuntimeKind? asked, RuntimeKind? expected)
    {
        Assert.Equal(expected, RuntimeChoice.Choose(Settings(asked), Record(recorded)));
    }

    [Fact]
    public void Asking_for_another_one_is_refused()
    {
        var refusal = Assert.Throws<PreconditionException>(() => RuntimeChoice.Choose(Settings(RuntimeKind.Native), Record(RuntimeKind.Compose)));

        Assert.Equal("The cluster 'local+100' runs on compose; --runtime asks for native.", refusal.Sentence);
        Assert.Contains("--port-offset 200", refusal.Remedy, StringComparison.Ordinal);
    }

    private static RunSettings Settings(RuntimeKind? asked) => new() { Repository = "/srv", Environment = "local", PortOffset = 100, Runtime = asked };

    private static ClusterRecord? Record(RuntimeKind? kind) => kind is null ? null : new ClusterRecord(2, kind.Value);
}
