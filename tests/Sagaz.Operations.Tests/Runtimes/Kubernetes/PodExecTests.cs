using System.Net;
using Sagaz.Core.Errors;
using Sagaz.Operations.Runtimes.Kubernetes;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes;

/// <summary>Programs in pods, over a real websocket to a process of this machine.</summary>
public sealed class PodExecTests : IAsyncLifetime
{
    private const string Newer = "v5.channel.k8s.io";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private DeployerHarness harness = null!;

    public async Task InitializeAsync()
    {
        harness = await DeployerHarness.StartAsync();
        harness.Fake.Programs.Instead = _ => null;
    }

    public async Task DisposeAsync() => await harness.DisposeAsync();

    [Fact(Timeout = 60_000)]
    public async Task What_a_program_writes_and_its_exit_code_come_back_apart()
    {
        var ended = await RunAsync(["/bin/sh", "-c", "echo $1; echo wrong >&2; exit 3", "sh", "of postgresql & others"]);

        Assert.Equal(("of postgresql & others\n", "wrong\n", 3), (ended.Output, ended.ErrorOutput, ended.ExitCode));
        Assert.Contains("postgresql-1 ended with code 3", Assert.Throws<OperationFailedException>(ended.Require).Sentence, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_program_reads_its_input_to_the_end_which_stands_in_no_argument()
    {
        var secret = new string('x', 100_000);

        var ended = await RunAsync(["/bin/sh", "-c", "wc -c"], input: secret);

        Assert.Equal("100000", ended.Require().Trim());
        var run = Assert.Single(harness.Fake.Programs.Run);
        Assert.Equal((Newer, true), (run.Protocol, run.HasInput));
        Assert.DoesNotContain("xxx", run.Text, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_older_server_runs_what_knows_the_end_of_its_input_itself()
    {
        harness.Fake.Programs.EndsInput = false;

        var ended = await RunAsync(["/bin/sh", "-c", "while IFS= read -r line && [ -n \"$line\" ]; do echo \"<$line>\"; done"], input: "one\ntwo\n\n");

        Assert.Equal("<one>\n<two>\n", ended.Require());
        Assert.Equal("v4.channel.k8s.io", Assert.Single(harness.Fake.Programs.Run).Protocol);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_program_that_does_not_end_is_given_up_with_its_name()
    {
        var late = await Assert.ThrowsAsync<DeadlinePassedException>(() => RunAsync(["/bin/sh", "-c", "read -r line"], input: "no end", deadline: TimeSpan.FromSeconds(1), endsInput: false));

        Assert.Contains("/bin/sh in the pod postgresql-1", late.Sentence, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_end_that_nobody_told_is_no_success(bool isCut)
    {
        (harness.Fake.Programs.IsCutAtTheEnd, harness.Fake.Programs.IsSilentAtTheEnd) = (isCut, !isCut);

        var lost = await Assert.ThrowsAsync<OperationFailedException>(() => RunAsync(["/bin/true"]));

        Assert.Contains("Nobody knows how /bin/true", lost.Sentence, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_refusal_names_the_right_that_is_missing()
    {
        harness.Fake.Faults.Refuse("/pods/postgresql-1/exec", HttpStatusCode.Forbidden, "Forbidden", "pods/exec is forbidden");

        var refused = await Assert.ThrowsAsync<ApiRefusedException>(() => RunAsync(["/bin/true"]));

        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Contains("exec in postgresql-1", refused.Message, StringComparison.Ordinal);
        Assert.Contains("\"Rights\"", refused.Remedy, StringComparison.Ordinal);
    }

    private Task<PodResult> RunAsync(IReadOnlyList<string> command, string? input = null, TimeSpan? deadline = null, bool endsInput = true)
    {
        harness.Fake.Programs.EndsInput &= endsInput;
        return new PodExec(harness.Api).RunAsync("postgresql-1", "postgresql", command, deadline ?? Patience, CancellationToken.None, input);
    }
}
