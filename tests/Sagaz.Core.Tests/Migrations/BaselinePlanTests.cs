using Sagaz.Core.Errors;
using Sagaz.Core.Migrations;
using static Sagaz.Core.Tests.Migrations.Scripts;

namespace Sagaz.Core.Tests.Migrations;

public sealed class BaselinePlanTests
{
    private static readonly MigrationScript[] All =
    [
        Twin("003_e_f.sql"), Twin("001_a_b.sql"), Script("002_c_d.sql", "always"), Twin("004_g_h.sql"),
    ];

    [Fact]
    public void Marks_what_is_not_in_the_journal_up_to_the_number_and_never_a_script_that_always_runs() =>
        Assert.Equal(["001_a_b.sql", "003_e_f.sql"], BaselinePlan.Judge(All, [], 3).ToMark.Select(script => script.Name));

    [Fact]
    public void Leaves_what_is_in_the_journal() =>
        Assert.Equal(["003_e_f.sql"], BaselinePlan.Judge(All, [Applied(All[1])], 3).ToMark.Select(script => script.Name));

    [Fact]
    public void Refuses_when_the_journal_is_further()
    {
        var refusal = Assert.Throws<PreconditionException>(() => BaselinePlan.Judge(All, [Applied(All[3])], 3));
        Assert.Equal("The journal already has 004_g_h.sql, which is beyond the baseline 003; nothing was marked.", refusal.Sentence);
    }

    [Fact]
    public void Refuses_a_number_that_no_script_has()
    {
        var refusal = Assert.Throws<PreconditionException>(() => BaselinePlan.Judge(All, [], 9));
        Assert.Equal("There is no migration 009 to take as the baseline; nothing was marked.", refusal.Sentence);
    }

    [Fact]
    public void Refuses_a_script_that_nothing_verifies()
    {
        var refusal = Assert.Throws<PreconditionException>(() => BaselinePlan.Judge([Script("001_a_b.sql")], [], 1));
        Assert.StartsWith("Migration 001_a_b.sql has no verify twin", refusal.Sentence, StringComparison.Ordinal);
    }

    private static MigrationScript Twin(string name) =>
        MigrationScript.Parse(name, $"-- run: once\n-- transaction: yes\n-- lock-timeout: 3s\n-- verify: {name}\n\nSELECT 1;\n");
}
