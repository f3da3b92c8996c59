namespace NukeEngine.Tests.Execution;

public sealed class RequirementTests : IDisposable
{
    private readonly BuildFolder folder = new();

    [Theory]
    [InlineData("--host GitHubActions")]
    [InlineData("")]
    public void Refuses_a_run_without_a_required_parameter_where_nobody_can_be_asked(string host)
    {
        var result = folder.Run<Requiring>($"NeedsThing {host}");

        Assert.Equal(-1, result.ExitCode);
        Assert.Contains("Target 'NeedsThing' requires member 'Needed' to be not null or empty", result.Output, StringComparison.Ordinal);
        Assert.Contains("Init               NotRun", result.Output, StringComparison.Ordinal);
        Assert.Contains("NeedsThing         NotRun", result.Output, StringComparison.Ordinal);
        Assert.Empty(result.Ran);
    }

    [Fact]
    public void Runs_when_the_required_parameter_is_given()
        => Assert.Equal(["Init", "NeedsThing"], folder.Run<Requiring>("NeedsThing --needed x").Ran);

    [Fact]
    public void Refuses_a_run_without_a_required_number()
        => Assert.Contains("requires member 'Count'", folder.Run<Requiring>("NeedsCount").Output, StringComparison.Ordinal);

    [Fact]
    public void Refuses_a_run_whose_condition_does_not_hold()
    {
        var result = folder.Run<Requiring>("NeedsMany --count 2");

        Assert.StartsWith("Target 'NeedsMany' requires '(", result.Lines[0], StringComparison.Ordinal);
        Assert.Contains(".Count >", result.Lines[0], StringComparison.Ordinal);
        Assert.Empty(result.Ran);
    }

    [Fact]
    public void Refuses_any_run_of_a_build_with_an_empty_required_member()
        => Assert.Equal("Member 'Always' is required to be not null or empty", folder.Run<AlwaysRequiring>("Fine").Lines[0]);

    public void Dispose() => folder.Dispose();

    private static Action Note(string entry) => () => Journal.Add(entry);

    private sealed class Requiring : NukeBuild
    {
        [Parameter("The thing")]
        private readonly string Needed;

        [Parameter]
        private readonly int? Count;

        private Target Init => _ => _.Executes(Note("Init"));

        private Target NeedsThing => _ => _.DependsOn(Init).Requires(() => Needed).Executes(Note("NeedsThing"));

        private Target NeedsCount => _ => _.Requires(() => Count).Executes(Note("NeedsCount"));

        private Target NeedsMany => _ => _.Requires(() => Count > 3).Executes(Note("NeedsMany"));
    }

    private sealed class AlwaysRequiring : NukeBuild
    {
        [Parameter]
        [Required]
        private readonly string Always;

        private Target Fine => _ => _.Executes(Note("Fine"));
    }
}
