using Sagaz.Core.Errors;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Tests.Processes;

namespace Sagaz.Operations.Tests.Runtimes;

public sealed class StateLockTests
{
    [Fact]
    public void A_second_run_is_refused_until_the_first_has_ended()
    {
        using var folder = new TemporaryFolder();
        var first = StateLock.Acquire(folder.Of("lock"));

        var refusal = Assert.Throws<PreconditionException>(() => StateLock.Acquire(folder.Of("lock")));
        first.Dispose();

        Assert.Equal("Another run is starting, stopping or preparing this cluster.", refusal.Sentence);
        StateLock.Acquire(folder.Of("lock")).Dispose();
    }
}
