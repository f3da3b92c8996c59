namespace NukeEngine.Tests.Execution;

public sealed class SkippingTests : IDisposable
{
    private readonly BuildFolder folder = new();

    [Fact]
    public void Skips_a_named_target_and_what_only_it_needs()
    {
        var result = folder.Run<Chain>("Last --skip middle");

        Assert.Equal(["Last"], result.Ran);
        Assert.Equal("Middle             Skipped                // Skipped: via parameter", result.Row("Middle"));
        Assert.Equal("First              Skipped                // Skipped: because of Middle", result.Row("First"));
    }

    [Fact]
    public void Skips_all_that_was_not_invoked_when_no_name_follows()
        => Assert.Equal(["Last"], folder.Run<Chain>("Last --skip").Ran);

    [Fact]
    public void Ignores_an_unknown_name()
        => Assert.Equal(["First", "Middle", "Last"], folder.Run<Chain>("Last --skip nosuch").Ran);

    [Fact]
    public void Keeps_a_dependency_that_another_target_needs()
        => Assert.Equal(["First", "Other"], folder.Run<Chain>("Other --skip middle").Ran);

    [Fact]
    public void Shows_the_conditions_that_did_not_hold_as_they_are_written()
    {
        var result = folder.Run<Conditions>("Static");

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Ran);
        Assert.Equal("Static             Skipped                // OnlyWhen: IsLocalBuild == false && 1 > 2", result.Row("Static"));
    }

    [Fact]
    public void Reads_a_dynamic_condition_when_the_turn_comes_and_a_static_one_before()
        => Assert.Equal(["Setter", "Dynamic"], folder.Run<Conditions>("Late").Ran);

    [Fact]
    public void Runs_the_dependencies_of_a_skipped_target_where_it_says_so()
        => Assert.Equal(["Needed"], folder.Run<Conditions>("Executing").Ran);

    [Fact]
    public void Fails_when_a_condition_throws()
    {
        var result = folder.Run<Conditions>("Throwing");

        Assert.Equal(-1, result.ExitCode);
        Assert.Contains("Invocation of condition for Throwing has thrown an exception", result.Output, StringComparison.Ordinal);
        Assert.Equal("Throwing           NotRun", result.Row("Throwing"));
    }

    public void Dispose() => folder.Dispose();

    private static Action Note(string entry) => () => Journal.Add(entry);

    private sealed class Chain : NukeBuild
    {
        private Target First => _ => _.Executes(Note("First"));

        private Target Middle => _ => _.DependsOn(First).Executes(Note("Middle"));

        private Target Last => _ => _.DependsOn(Middle).Executes(Note("Last"));

        private Target Other => _ => _.DependsOn(First, Middle).Executes(Note("Other"));
    }

    private sealed class Conditions : NukeBuild
    {
        private bool isSet;

        private Target Static => _ => _
            .OnlyWhenStatic(() => IsLocalBuild == false)
            .OnlyWhenStatic(() => 1 >
                2)
            .OnlyWhenStatic(() => true)
            .Executes(Note("Static"));

        private Target Setter => _ => _.Executes(() =>
        {
            isSet = true;
            Journal.Add("Setter");
        });

        private Target Dynamic => _ => _.DependsOn(Setter).OnlyWhenDynamic(() => isSet).Executes(Note("Dynamic"));

        private Target TooEarly => _ => _.After(Setter).OnlyWhenStatic(() => isSet).Executes(Note("TooEarly"));

        private Target Late => _ => _.DependsOn(Dynamic, TooEarly);

        private Target Needed => _ => _.Executes(Note("Needed"));

        private Target Passed => _ => _
            .DependsOn(Needed)
            .WhenSkipped(DependencyBehavior.Execute)
            .OnlyWhenStatic(() => false)
            .Executes(Note("Passed"));

        private Target Executing => _ => _.DependsOn(Passed);

        private Target Throwing => _ => _.OnlyWhenStatic(() => Throw()).Executes(Note("Throwing"));

        private static bool Throw() => throw new InvalidOperationException("no answer");
    }
}
