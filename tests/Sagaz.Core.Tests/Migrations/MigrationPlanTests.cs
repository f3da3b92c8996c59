using Sagaz.Core.Errors;
using Sagaz.Core.Migrations;
using static Sagaz.Core.Tests.Migrations.Scripts;

namespace Sagaz.Core.Tests.Migrations;

public sealed class MigrationPlanTests
{
    [Theory]
    [InlineData("once", false, false, MigrationDecision.Run)]
    [InlineData("once", true, false, MigrationDecision.Skip)]
    [InlineData("once", true, true, MigrationDecision.Refuse)]
    [InlineData("on-change", false, false, MigrationDecision.Run)]
    [InlineData("on-change", true, false, MigrationDecision.Skip)]
    [InlineData("on-change", true, true, MigrationDecision.Run)]
    [InlineData("always", false, false, MigrationDecision.Run)]
    [InlineData("always", true, false, MigrationDecision.Run)]
    [InlineData("always", true, true, MigrationDecision.Run)]
    public void Judges_by_policy_journal_and_change(string run, bool applied, bool changed, MigrationDecision expected)
    {
        var script = Script("001_a_b.sql", run);
        var before = changed ? Script("001_a_b.sql", run, "SELECT 2;") : script;
        var plan = MigrationPlan.Judge([script], applied ? [Applied(before)] : []);
        Assert.Equal(expected, Assert.Single(plan.Steps).Decision);
    }

    [Fact]
    public void The_latest_row_of_a_script_counts()
    {
        var (older, newer) = (Script("001_a_b.sql", "on-change"), Script("001_a_b.sql", "on-change", "SELECT 2;"));
        Assert.Empty(MigrationPlan.Judge([newer], [Applied(older), Applied(newer)]).ToRun);
        Assert.Single(MigrationPlan.Judge([older], [Applied(older), Applied(newer)]).ToRun);
    }

    [Fact]
    public void Runs_in_the_order_of_names_whatever_the_order_of_files()
    {
        var plan = MigrationPlan.Judge([Script("010_c_d.sql"), Script("002_a_b.sql")], []);
        Assert.Equal(["002_a_b.sql", "010_c_d.sql"], plan.ToRun.Select(script => script.Name));
    }

    [Fact]
    public void Refuses_a_script_that_comes_too_late_a_missing_one_and_a_shared_number_and_says_why()
    {
        var (gone, second) = (Script("001_is_gone.sql"), Script("004_was_applied.sql"));
        var plan = MigrationPlan.Judge(
            [Script("003_too_late.sql"), second, Script("005_a_b.sql"), Script("005_c_d.sql")],
            [Applied(gone), Applied(second)]);
        Assert.Equal(
            [
                "001_is_gone.sql was applied 2026-01-02 03:04:05Z and its file is gone",
                "003_too_late.sql was never applied although the later 004_was_applied.sql was",
                "005_a_b.sql shares the number 005 with another script",
                "005_c_d.sql shares the number 005 with another script",
            ],
            plan.Refused.Select(step => $"{step.ScriptName} {step.Reason}"));
        var refusal = Assert.Throws<PreconditionException>(() => plan.RequireRunnable());
        Assert.Equal("4 migration scripts do not fit the journal; nothing was run.", refusal.Sentence);
    }

    [Fact]
    public void One_refusal_is_the_whole_sentence()
    {
        var script = Script("001_a_b.sql");
        var refusal = Assert.Throws<PreconditionException>(
            () => MigrationPlan.Judge([script], [Applied(Script("001_a_b.sql", body: "SELECT 2;"))]).RequireRunnable());
        Assert.Equal("Migration 001_a_b.sql has changed since it was applied 2026-01-02 03:04:05Z; nothing was run.", refusal.Sentence);
    }
}
