using Sagaz.Core.Migrations;
using Sagaz.Core.Migrations.Lint;
using Sagaz.Core.Tests.Migrations.Lint;

namespace Sagaz.Core.Tests.Migrations;

public sealed class MigrationPreviewTests
{
    [Fact]
    public void Says_what_would_run_why_with_which_locks_on_how_large_tables()
    {
        var lines = Preview("ALTER TABLE orders ADD COLUMN a integer;\nALTER TABLE orders ADD COLUMN b integer;\nALTER TABLE events SET (fillfactor = 90);\nCREATE TABLE fresh (id integer);\nDO $$ BEGIN END $$;");
        Assert.Equal(
            [
                "run    007_do_it.sql: is not applied yet",
                "         in one transaction, lock timeout 3 s",
                "         lines 5, 6: ACCESS EXCLUSIVE on orders (about 1,200,000 rows, 812.0 MiB): readers and writers wait, briefly",
                "         line 7: SHARE UPDATE EXCLUSIVE on events (9 partitions, about 0 rows, 0.0 MiB): nobody waits",
                "         line 9: runs code; its text does not tell which locks it takes",
                "1 of 1 scripts would run.",
            ],
            lines);
    }

    [Fact]
    public void Says_what_the_lint_refuses_and_what_is_waived()
    {
        Assert.Equal("Nothing would run: the lint has 1 findings.", Preview("ALTER TABLE orders DROP COLUMN note;")[^1]);
        Assert.Contains(
            Preview("ALTER TABLE orders DROP COLUMN note;", "-- waive: drop-column-needs-contract-note: never used"),
            line => line.StartsWith("waived 007_do_it.sql, line 5:", StringComparison.Ordinal) && line.EndsWith("accepted: never used", StringComparison.Ordinal));
    }

    private static IReadOnlyList<string> Preview(string body, string header = "")
    {
        var script = LintScene.Script(body, header: header);
        return new MigrationPreview(MigrationPlan.Judge([script], []), LintScene.Facts, MigrationLint.Check([script], LintScene.Facts)).Lines;
    }
}
