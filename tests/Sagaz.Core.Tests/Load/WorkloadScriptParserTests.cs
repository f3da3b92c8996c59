using Sagaz.Core.Errors;
using Sagaz.Core.Load.Scripts;

namespace Sagaz.Core.Tests.Load;

public sealed class WorkloadScriptParserTests
{
    private static readonly string[] Given = ["customers"];

    [Fact]
    public void Variables_become_parameters_and_casts_and_quotes_do_not()
    {
        var script = Parse("""
            \set id random(1, 10)
            SELECT :id::bigint, ':id', x::text -- :id
            FROM t WHERE c = :customers AND d = :id;
            """);

        var query = Assert.Single(Assert.Single(script.RoundTrips).Queries);
        Assert.Equal("SELECT $1::bigint, ':id', x::text \nFROM t WHERE c = $2 AND d = $3", query.Text);
        Assert.Equal(["id", "customers", "id"], query.Places.Select(place => script.Variables[place]));
    }

    [Fact]
    public void A_pipeline_is_one_round_trip_and_comments_name_them()
    {
        var script = Parse("""
            -- name: two at once
            \startpipeline
            INSERT INTO a VALUES (1);
            INSERT INTO b VALUES ('x;y');
            \endpipeline
            SELECT 1;
            """);

        Assert.Equal([("two at once", 2), ("statement 2", 1)], script.RoundTrips.Select(trip => (trip.Name, trip.Queries.Count)));
        Assert.Equal("INSERT INTO b VALUES ('x;y')", script.RoundTrips[0].Queries[1].Text);
    }

    [Fact]
    public void Gset_takes_the_columns_of_an_answer()
    {
        var script = Parse("""
            SELECT array_agg(a)::text AS events, min(b) AS oldest FROM t
            \gset
            UPDATE t SET s = 1 WHERE a = ANY (:events) AND b >= :oldest;
            """);

        Assert.Equal(["events", "oldest"], script.RoundTrips[0].Captures!.Keys.Order());
        Assert.Equal(["events", "oldest"], script.RoundTrips[1].Queries[0].Places.Select(place => script.Variables[place]));
        Assert.DoesNotContain("gset", script.RoundTrips[0].Queries[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(@"\sett a 1", 1, @"did you mean '\set'?")]
    [InlineData("SELECT 1;\n\\set a random(1)", 2, "random takes 2 values, not 1")]
    [InlineData("\\set a randm(1, 2)", 1, "did you mean 'random'?")]
    [InlineData("\\set a 1 +", 1, "ends too early")]
    [InlineData("\\set a 1 2", 1, "'2' was not expected")]
    [InlineData("\\set a (1", 1, "')' is missing")]
    [InlineData("\\set a", 1, "needs a name and an expression")]
    [InlineData("SELECT :customrs;", 1, "did you mean ':customers'?")]
    [InlineData("SELECT 1;\nSELECT 2", 2, "does not end with a semicolon")]
    [InlineData("\\startpipeline\nSELECT 1;", 1, @"has no \endpipeline")]
    [InlineData("\\endpipeline", 1, "does not belong here")]
    [InlineData("\\startpipeline\nSELECT 1 AS a \\gset\n\\endpipeline", 2, "not possible in a pipeline")]
    [InlineData("SELECT 1 \\gset", 1, "needs columns with names")]
    [InlineData("\\sleep 1 min", 1, "is no unit")]
    [InlineData("-- nothing", 1, "there is no statement")]
    public void A_mistake_is_refused_with_its_line(string text, int line, string says)
    {
        var refused = Assert.Throws<ScriptException>(() => Parse(text));

        Assert.Equal(line, refused.Line);
        Assert.Contains(says, refused.Sentence, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NotRun, refused.ExitCode);
    }

    [Theory]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("(1 + 2) * 3", "9")]
    [InlineData("7 / 2", "3")]
    [InlineData("7 / 2.0", "3.5")]
    [InlineData("-7 % 3", "-1")]
    [InlineData("greatest(1, :customers, 2)", "5")]
    [InlineData("least(3, 2)", "2")]
    [InlineData("abs(0 - 4)", "4")]
    [InlineData("mod(9, 4) + int(2.9)", "3")]
    [InlineData("random(8, 8)", "8")]
    [InlineData("random_zipfian(1, 1, 1.1)", "1")]
    public void Expressions_mean_what_they_mean_to_pgbench(string expression, string value)
    {
        var script = Parse($"\\set a {expression}\nSELECT :a;");
        var scope = script.Open(new SeededRandom(1), new Dictionary<string, double> { ["customers"] = 5 }, 3);
        var assign = Assert.IsType<ScriptCommand.Assign>(script.Commands[0]);

        Assert.Equal(value, assign.Expression.Evaluate(scope).ToString());
    }

    private static WorkloadScript Parse(string text) => WorkloadScriptParser.Parse("test.sql", text, Given);
}
