using Sagaz.Core.Errors;
using Sagaz.Core.Migrations;

namespace Sagaz.Core.Tests.Migrations;

public sealed class MigrationScriptTests
{
    private const string Text = "-- run: once\n-- transaction: yes\n-- lock-timeout: 3s\n\nSELECT 1;\n";

    [Fact]
    public void The_hash_does_not_depend_on_line_ends_or_a_byte_order_mark()
    {
        var hash = MigrationScript.Parse("001_a_b.sql", Text).Hash;
        Assert.Equal(hash, MigrationScript.Parse("001_a_b.sql", "\uFEFF" + Text.ReplaceLineEndings("\r\n")).Hash);
        Assert.NotEqual(hash, MigrationScript.Parse("001_a_b.sql", Text + " ").Hash);
    }

    [Theory]
    [InlineData("1_create_x.sql")]
    [InlineData("0001_create_x.sql")]
    [InlineData("001-create-x.sql")]
    [InlineData("001_Create_x.sql")]
    [InlineData("create_x.sql")]
    public void Refuses_a_name_that_would_not_sort(string name) =>
        Assert.Throws<PreconditionException>(() => MigrationScript.Parse(name, Text));
}
