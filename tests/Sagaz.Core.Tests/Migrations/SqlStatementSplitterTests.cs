using Sagaz.Core.Migrations;

namespace Sagaz.Core.Tests.Migrations;

public sealed class SqlStatementSplitterTests
{
    [Theory]
    [InlineData("SELECT 1; SELECT 2", 2)]
    [InlineData("SELECT 'a;b'; SELECT 'it''s;'", 2)]
    [InlineData("SELECT E'a\\';b'; SELECT E'it''s;\\';'", 2)]
    [InlineData("SELECT 'backslash\\'; SELECT 2", 2)]
    [InlineData("SELECT \"a;\"\"b\"; SELECT 2", 2)]
    [InlineData("SELECT 1 -- no; end\n; SELECT 2", 2)]
    [InlineData("SELECT /* a; /* b; */ c; */ 1; SELECT 2", 2)]
    [InlineData("DO $$ BEGIN; END $$; SELECT 2", 2)]
    [InlineData("DO $a$ $$;$$ $b$;$b$ $a$; SELECT 2", 2)]
    [InlineData("SELECT a$b; SELECT c$b", 2)]
    [InlineData("SELECT $1; SELECT $2", 2)]
    [InlineData("CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2); SELECT 3", 2)]
    [InlineData("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END; SELECT 3", 2)]
    [InlineData("; ;; -- nothing\n /* ; */", 0)]
    public void Ends_a_statement_only_where_the_server_would(string text, int count) =>
        Assert.Equal(count, SqlStatementSplitter.Split("f.sql", text).Count);

    [Fact]
    public void Starts_a_statement_at_its_first_word_and_knows_its_line()
    {
        var statements = SqlStatementSplitter.Split("f.sql", "-- header\n\nSELECT 1;\n/* a\nb */ SELECT\n  2 ;\n");
        Assert.Equal([new SqlStatement("f.sql", "SELECT 1", 3), new SqlStatement("f.sql", "SELECT\n  2", 5)], statements);
    }

    [Fact]
    public void All_scripts_keep_every_character_that_is_not_between_statements()
    {
        const string text = "SELECT 1;\nDO $x$\nBEGIN\nEND\n$x$;\nSELECT ';' -- tail";
        Assert.Equal(
            ["SELECT 1", "DO $x$\nBEGIN\nEND\n$x$", "SELECT ';' -- tail"],
            SqlStatementSplitter.Split("f.sql", text).Select(statement => statement.Text));
    }
}
