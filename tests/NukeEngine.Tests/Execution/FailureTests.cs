using Serilog;

namespace NukeEngine.Tests.Execution;

public sealed class FailureTests : IDisposable
{
    private readonly BuildFolder folder = new();

    [Fact]
    public void Stops_at_a_failure_and_shows_the_first_line_of_its_message()
    {
        var result = folder.Run<Failing>("After");

        Assert.Equal(-1, result.ExitCode);
        Assert.Equal("Boom               Failed        < 1sec   // InvalidOperationException: boom", result.Row("Boom"));
        Assert.Equal("After              NotRun", result.Row("After"));
        Assert.Contains("[ERR] Boom: Target Boom has thrown an exception", result.Lines);
        Assert.Single(result.Lines, x => x == "second line");
        Assert.Contains("Build failed on ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_the_pairs_that_a_failing_target_has_reported()
        => Assert.EndsWith("// Done: 2", folder.Run<Failing>("Reporting").Row("Reporting"), StringComparison.Ordinal);

    [Fact]
    public void Replaces_earlier_pairs_of_the_summary()
        => Assert.EndsWith("   // B: 2, C: 3", folder.Run<Failing>("Twice").Row("Twice"), StringComparison.Ordinal);

    [Fact]
    public void Ends_with_the_exit_code_that_the_build_sets_and_still_says_succeeded()
    {
        var result = folder.Run<Failing>("Coded");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("Build succeeded on ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Does_not_fail_for_a_logged_error()
    {
        var result = folder.Run<Failing>("Logging");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("[ERR] Logging: all is lost", result.Lines);
    }

    [Fact]
    public void Goes_on_after_a_failure_where_the_target_says_so()
    {
        var result = folder.Run<Failing>("Next");

        Assert.Equal(["Next"], result.Ran);
        Assert.Equal(-1, result.ExitCode);
    }

    [Fact]
    public void Runs_an_assured_target_after_a_failure_if_it_was_scheduled()
    {
        Assert.Equal(["Cleanup"], folder.Run<Failing>("After Cleanup").Ran);
        Assert.Empty(folder.Run<Failing>("After").Ran);
    }

    [Fact]
    public void Waits_for_asynchronous_targets_and_shows_their_own_exception()
        => Assert.EndsWith("// TimeoutException: too late", folder.Run<Failing>("Asynchronous").Row("Asynchronous"), StringComparison.Ordinal);

    [Fact]
    public void Calls_the_events_in_their_order()
        => Assert.Equal(
            ["created", "initialized", "skipped Skipped", "running Fine", "succeeded Fine", "running Bad", "failed Bad", "finished"],
            folder.Run<Eventful>("Bad").Ran);

    [Fact]
    public void Runs_nothing_when_an_event_refuses_the_run()
    {
        var result = folder.Run<Refusing>("Fine");

        Assert.Equal(3, result.ExitCode);
        Assert.Equal("not like this", result.Lines[0]);
        Assert.Empty(result.Ran);
    }

    public void Dispose() => folder.Dispose();

    private static Action Note(string entry) => () => Journal.Add(entry);

    private sealed class Failing : NukeBuild
    {
        private Target Boom => _ => _.Executes(() => throw new InvalidOperationException("boom\nsecond line"));

        private Target After => _ => _.DependsOn(Boom).Executes(Note("After"));

        private Target Cleanup => _ => _.After(After).AssuredAfterFailure().Executes(Note("Cleanup"));

        private Target Coded => _ => _.Executes(() => ExitCode = 3);

        private Target Logging => _ => _.Executes(() => Log.Error("all is {What}", "lost"));

        private Target Lenient => _ => _.ProceedAfterFailure().Executes(() => throw new InvalidOperationException("no"));

        private Target Next => _ => _.DependsOn(Lenient).Executes(Note("Next"));

        private Target Twice => _ => _.Executes(() =>
        {
            ReportSummary(x => new() { ["A"] = "1" });
            ReportSummary(x => new() { ["B"] = "2", ["C"] = "3" });
        });

        private Target Reporting => _ => _.Executes(() =>
        {
            ReportSummary(x => new() { ["Done"] = "2" });
            throw new InvalidOperationException("no");
        });

        private Target Asynchronous => _ => _.Executes(async () =>
        {
            await Task.Yield();
            throw new TimeoutException("too late");
        });
    }

    private sealed class Eventful : NukeBuild
    {
        private Target Skipped => _ => _.OnlyWhenStatic(() => false).Executes(() => { });

        private Target Fine => _ => _.DependsOn(Skipped).Executes(() => { });

        private Target Bad => _ => _.DependsOn(Fine).Executes(() => throw new InvalidOperationException());

        protected internal override void OnBuildCreated() => Journal.Add("created");

        protected internal override void OnBuildInitialized() => Journal.Add("initialized");

        protected internal override void OnBuildFinished() => Journal.Add("finished");

        protected internal override void OnTargetRunning(string target) => Journal.Add("running " + target);

        protected internal override void OnTargetSkipped(string target) => Journal.Add("skipped " + target);

        protected internal override void OnTargetSucceeded(string target) => Journal.Add("succeeded " + target);

        protected internal override void OnTargetFailed(string target) => Journal.Add("failed " + target);
    }

    private sealed class Refusing : NukeBuild
    {
        private Target Fine => _ => _.Executes(Note("Fine"));

        protected internal override void OnBuildCreated()
        {
            ExitCode = 3;
            throw new InvalidOperationException("not like this");
        }
    }
}
