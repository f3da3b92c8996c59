using Sagaz.Core.Migrations;

namespace Sagaz.Core.Tests.Migrations;

public sealed class ErrorLineTests
{
    private static readonly SqlStatement Statement = new("f.sql", "SELECT '\U0001F600',\n  nothing\nFROM nowhere", 10);

    [Theory]
    [InlineData(0, null, 10)]
    [InlineData(1, null, 10)]
    [InlineData(15, null, 11)]
    [InlineData(28, null, 12)]
    public void Counts_lines_from_the_statements_start(int position, string? context, int line) =>
        Assert.Equal(line, ErrorLine.Find(Statement, position, context));

    [Fact]
    public void Counts_code_points_as_the_server_does()
    {
        // The face is one character to the server and two units here; position 11 is the newline, 12 is past it.
        var statement = new SqlStatement("f.sql", "SELECT '\U0001F600'\nx", 1);
        Assert.Equal(1, ErrorLine.Find(statement, 11, null));
        Assert.Equal(2, ErrorLine.Find(statement, 12, null));
    }

    [Fact]
    public void Takes_a_blocks_own_line_where_the_server_gives_one()
    {
        var block = new SqlStatement("f.sql", "DO\n$$\nBEGIN\n  RAISE 'x';\nEND\n$$", 5);
        Assert.Equal(8, ErrorLine.Find(block, 0, "PL/pgSQL function inline_code_block line 3 at RAISE"));
        Assert.Equal(5, ErrorLine.Find(block, 0, "PL/pgSQL function other() line 3 at RAISE"));
    }
}
