using Sagaz.Core.Errors;
using Sagaz.Core.Gates;
using Sagaz.Core.Migrations;
using Sagaz.Core.Migrations.Lint;

namespace Sagaz.Core.Tests.Migrations.Lint;

public sealed class MigrationLintTests
{
    private const string Blocking = "CREATE TABLE fresh (id integer);\n\nCREATE INDEX orders_note ON orders (note);";

    [Fact]
    public void A_refusal_names_script_line_reason_and_better_way_and_exits_with_2()
    {
        var refusal = Assert.Throws<GateRefusedException>(() => LintScene.Check(Blocking).Judge().Require());
        Assert.Equal(ExitCode.RefusedByGate, refusal.ExitCode);
        Assert.StartsWith("Gate 'create-index-concurrently' failed:", refusal.Sentence, StringComparison.Ordinal);
        Assert.Contains(
            "007_do_it.sql, line 7: writers of orders wait while its index is built; better: CREATE INDEX CONCURRENTLY",
            refusal.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_waived_rule_passes_and_its_reason_stays_visible()
    {
        var report = LintScene.Check(Blocking, header: "-- waive: create-index-concurrently: the service is stopped meanwhile");
        var gate = Assert.Single(report.Judge().Results, gate => gate.Id == "create-index-concurrently");
        Assert.Equal(Verdict.Pass, gate.Verdict);
        Assert.Equal("waived in 007_do_it.sql, line 7: the service is stopped meanwhile", gate.Detail);
    }

    [Fact]
    public void A_waiver_holds_for_its_own_rule_only() =>
        Assert.Single(LintScene.Check(Blocking, header: "-- waive: no-rename: because").Findings);

    [Fact]
    public void A_waiver_of_no_rule_is_refused_with_the_nearest_name()
    {
        var finding = Assert.Single(LintScene.Check("SELECT 1;", header: "-- waive: no-renames: because").Findings);
        Assert.Equal("known-waiver", finding.Rule);
        Assert.Equal("'no-rename' is one", finding.BetterWay);
    }

    [Fact]
    public void One_gate_per_rule_and_all_pass_where_nothing_is_found()
    {
        var report = LintScene.Check("CREATE TABLE fresh (id integer);").Judge();
        Assert.Equal(MigrationLint.Rules.Count + 1, report.Results.Count);
        Assert.Equal(Verdict.Pass, report.Verdict);
    }

    [Fact]
    public void Words_in_strings_comments_and_quoted_names_are_no_statements() =>
        Assert.Empty(LintScene.Check(
            """
            -- not a header: ALTER TABLE orders DROP COLUMN note;
            COMMENT ON TABLE orders IS 'ALTER TABLE orders DROP COLUMN note; CREATE INDEX x ON orders (note)';
            CREATE TABLE "orders rename" ("drop" text DEFAULT 'x' /* RENAME COLUMN note */);
            """).Findings);

    [Fact]
    public void The_scripts_of_this_repository_pass_on_an_empty_database()
    {
        var folder = Path.Combine(RepositoryRoot(), "sql", "migrations");
        var scripts = Directory.GetFiles(folder, "*.sql").Select(path => MigrationScript.Parse(Path.GetFileName(path), File.ReadAllText(path)));
        Assert.Empty(MigrationLint.Check(scripts, DatabaseFacts.Empty).Findings);
    }

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Sagaz.slnx")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
