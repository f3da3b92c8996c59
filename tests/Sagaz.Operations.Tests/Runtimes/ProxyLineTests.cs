using Sagaz.Core.Errors;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Tests.Pipeline;

namespace Sagaz.Operations.Tests.Runtimes;

public sealed class ProxyLineTests
{
    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    public async Task Nothing_said_is_a_command_that_was_carried_out(string answer)
    {
        using var line = new ProxyLine((_, _) => Task.FromResult(answer));

        await line.TellAsync("set server leader/postgres-1 health up", CancellationToken.None);
    }

    [Fact]
    public async Task Whatever_HAProxy_says_to_a_command_is_an_error_that_names_it()
    {
        using var line = new ProxyLine((_, _) => Task.FromResult("No such server.\n"));

        var refused = await Assert.ThrowsAsync<OperationFailedException>(() => line.TellAsync("set server leader/postgres-7 health up", CancellationToken.None));

        Assert.Equal("HAProxy did not carry out 'set server leader/postgres-7 health up': No such server.", refused.Sentence);
    }

    [Fact]
    public async Task A_command_that_nobody_waits_for_opens_a_line_and_closes_it()
    {
        var runtime = new FakeRuntime();

        await runtime.TellProxyAsync("set server replicas/postgres-1 state drain", CancellationToken.None);

        Assert.Equal(["set server replicas/postgres-1 state drain", "close"], runtime.Calls);
    }
}
