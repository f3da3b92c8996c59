using Sagaz.Core.Schema;

namespace Sagaz.Core.Tests.Schema;

public sealed class QueryPlanTests
{
    [Fact]
    public void Finds_every_scanned_relation_once_and_not_the_target_of_an_update() => Assert.Equal(
        ["p1", "p2"],
        QueryPlan.ScannedRelations(
            """
            [{"Plan": {"Node Type": "ModifyTable", "Relation Name": "parent", "Plans": [
              {"Node Type": "Append", "Subplans Removed": 3, "Plans": [
                {"Node Type": "Bitmap Heap Scan", "Relation Name": "p2", "Plans": [{"Node Type": "Bitmap Index Scan", "Index Name": "i"}]},
                {"Node Type": "Index Only Scan", "Relation Name": "p1"},
                {"Node Type": "Seq Scan", "Relation Name": "p1"}]}]}}]
            """));

    [Fact]
    public void A_plan_in_which_nothing_is_left_scans_nothing() =>
        Assert.Empty(QueryPlan.ScannedRelations("""[{"Plan": {"Node Type": "Append", "Subplans Removed": 9}}]"""));
}
