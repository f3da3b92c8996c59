namespace NukeEngine.Tests.Execution;

public sealed class ExecutionPlanTests : IDisposable
{
    private readonly BuildFolder folder = new();

    [Fact]
    public void Runs_the_default_target_after_what_it_depends_on()
        => Assert.Equal(["Init", "Up"], folder.Run<Ordered>("", x => x.Up).Ran);

    [Theory]
    [InlineData("Up Migrate")]
    [InlineData("Migrate Up")]
    [InlineData("Up+Migrate")]
    [InlineData("--target Migrate+Up")]
    [InlineData("--target up --no-logo --target migrate+up")]
    public void Does_not_take_its_order_from_the_command_line(string arguments)
        => Assert.Equal(["Init", "Up", "Migrate"], folder.Run<Ordered>(arguments).Ran);

    [Theory]
    [InlineData("drop-all")]
    [InlineData("DROPALL")]
    [InlineData("DropAll")]
    public void Finds_a_target_whatever_its_case_and_dashes(string name)
        => Assert.Equal(["DropAll"], folder.Run<Ordered>(name).Ran);

    [Fact]
    public void Runs_unordered_targets_in_reverse_order_of_declaration()
        => Assert.Equal(["C", "B", "A"], folder.Run<Unordered>("A B C").Ran);

    [Fact]
    public void Puts_a_target_before_another_only_where_both_run()
    {
        Assert.Equal(["Early", "Late"], folder.Run<Relations>("Late Early").Ran);
        Assert.Equal(["Late"], folder.Run<Relations>("Late").Ran);
    }

    [Fact]
    public void Runs_a_target_that_another_depends_on_by_its_own_word()
        => Assert.Equal(["Prepare", "Work"], folder.Run<Relations>("Work").Ran);

    [Fact]
    public void Runs_triggered_targets_afterwards_and_what_these_trigger()
        => Assert.Equal(["Ship", "Announce", "Celebrate"], folder.Run<Relations>("Ship").Ran);

    [Fact]
    public void Reports_targets_that_wait_for_one_another()
    {
        var result = folder.Run<Circular>("Free");

        Assert.Equal(-1, result.ExitCode);
        Assert.Equal("Circular dependencies between targets:", result.Lines[0]);
        Assert.Equal(["A", "B", "C"], result.Lines[1].Replace(" - ", "").Split(", ").Order());
        Assert.Empty(result.Ran);
    }

    [Fact]
    public void Lists_the_targets_in_order_when_one_does_not_exist()
    {
        var result = folder.Run<Unordered>("No-Pe");

        Assert.Equal(-1, result.ExitCode);
        Assert.Equal(
            ["Target with name 'NoPe' does not exist. Available targets are:", "  - A", "  - B", "  - C"],
            result.Lines.Take(4));
        Assert.Empty(result.Ran);
    }

    [Fact]
    public void Runs_the_targets_of_components_and_those_they_offer_to_others()
        => Assert.Equal(["Own", "Lint", "Check"], folder.Run<WithComponents>("Check").Ran);

    [Fact]
    public void Takes_a_default_target_from_a_component()
        => Assert.Equal(["Own", "Lint"], folder.Run<WithComponents>("", x => ((ILint)x).Lint).Ran);

    [Fact]
    public void Builds_on_the_declaration_of_a_component_and_of_a_base_class()
        => Assert.Equal(["base", "derived", "component", "class"], folder.Run<Inheriting>("Both Shared").Ran);

    [Fact]
    public void Refuses_a_private_target_in_the_place_of_a_components()
    {
        var result = folder.Run<Hiding>("Lint");

        Assert.Equal(-1, result.ExitCode);
        Assert.Equal("Property 'Lint' must be marked public to override inherited member from: ILint", result.Lines[0]);
    }

    public void Dispose() => folder.Dispose();

    private static Action Note(string entry) => () => Journal.Add(entry);

    private sealed class Ordered : NukeBuild
    {
        public Target Up => _ => _.DependsOn(Init).Executes(Note("Up"));

        private Target Init => _ => _.Executes(Note("Init"));

        private Target Migrate => _ => _.After(Up).Executes(Note("Migrate"));

        private Target DropAll => _ => _.Executes(Note("DropAll"));
    }

    private sealed class Unordered : NukeBuild
    {
        private Target A => _ => _.Executes(Note("A"));

        private Target B => _ => _.Executes(Note("B"));

        private Target C => _ => _.Executes(Note("C"));
    }

    private sealed class Relations : NukeBuild
    {
        private Target Early => _ => _.Before(Late).Executes(Note("Early"));

        private Target Late => _ => _.Executes(Note("Late"));

        private Target Work => _ => _.Executes(Note("Work"));

        private Target Prepare => _ => _.DependentFor(Work).Executes(Note("Prepare"));

        private Target Ship => _ => _.Triggers(Announce).Executes(Note("Ship"));

        private Target Announce => _ => _.Executes(Note("Announce"));

        private Target Celebrate => _ => _.TriggeredBy(Announce).Executes(Note("Celebrate"));
    }

    private sealed class Circular : NukeBuild
    {
        private Target A => _ => _.DependsOn(B);

        private Target B => _ => _.After(C);

        private Target C => _ => _.DependsOn(A);

        private Target Free => _ => _.Executes(Note("Free"));
    }

    private interface ILint : INukeBuild
    {
        Target Lint => _ => _.Executes(Note("Lint"));
    }

    private interface IAbsent : INukeBuild
    {
        Target Absent => _ => _.Executes(Note("Absent"));
    }

    private sealed class WithComponents : NukeBuild, ILint
    {
        private Target Check => _ => _.DependsOn<ILint>().TryDependsOn<IAbsent>().Executes(Note("Check"));

        private Target Own => _ => _.TryBefore<ILint>(x => x.Lint).DependentFor<ILint>().Executes(Note("Own"));
    }

    private sealed class Hiding : NukeBuild, ILint
    {
        private Target Lint => _ => _.Executes(Note("hidden"));
    }

    private abstract class Parent : NukeBuild
    {
        public virtual Target Both => _ => _.Before(Shared).Executes(Note("base"));

        public virtual Target Shared => _ => _;
    }

    private interface IShared : INukeBuild
    {
        Target Shared => _ => _.Executes(Note("component"));
    }

    private sealed class Inheriting : Parent, IShared
    {
        public override Target Both => _ => _.Base().Executes(Note("derived"));

        public override Target Shared => _ => _.Inherit<IShared>().Executes(Note("class"));
    }
}
