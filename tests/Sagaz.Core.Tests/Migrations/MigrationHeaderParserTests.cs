using Sagaz.Core.Errors;
using Sagaz.Core.Migrations;

namespace Sagaz.Core.Tests.Migrations;

public sealed class MigrationHeaderParserTests
{
    [Fact]
    public void Reads_one_entry_per_line_or_several_on_one()
    {
        var header = MigrationHeaderParser.Parse(
            "001_a_b.sql", "-- run: on-change   -- transaction: no\n-- lock-timeout: 500ms\n-- verify: 001_a_b.sql\n\n-- free: text\nSELECT 1;");
        Assert.Equal(RunPolicy.OnChange, header.Run);
        Assert.False(header.InTransaction);
        Assert.Equal(TimeSpan.FromMilliseconds(500), header.LockTimeout);
        Assert.Equal("001_a_b.sql", header.Verify);
    }

    [Fact]
    public void A_twin_is_optional() =>
        Assert.Null(MigrationHeaderParser.Parse("f", "-- run: once\n-- transaction: yes\n-- lock-timeout: 3s\nSELECT 1;").Verify);

    [Fact]
    public void Reads_waivers_with_their_reasons_and_the_contract_note()
    {
        var header = MigrationHeaderParser.Parse(
            "f", "-- run: once\n-- transaction: yes\n-- lock-timeout: 3s\n-- waive: no-rename: nobody: truly\n-- waive: bears-restart: small\n-- contract: release 1.4\n\nSELECT 1;");
        Assert.Equal("nobody: truly", header.Waivers["no-rename"]);
        Assert.Equal("small", header.Waivers["bears-restart"]);
        Assert.Equal("release 1.4", header.Contract);
    }

    [Theory]
    [InlineData("-- run: twice\n-- transaction: yes\n-- lock-timeout: 3s", "line 1: 'run: twice' is not once, on-change or always")]
    [InlineData("-- run: once\n-- transaction: maybe\n-- lock-timeout: 3s", "line 2: 'transaction: maybe' is not yes or no")]
    [InlineData("-- run: once\n-- transaction: yes\n-- lock-timeout: 0s", "line 3: 'lock-timeout: 0s' is not a duration above zero")]
    [InlineData("-- run: once\n-- transaction: yes\n-- lock-timeout: 3 minutes", "line 3: 'lock-timeout: 3 minutes' is not a duration")]
    [InlineData("-- run: once\n-- transaction: yes", "line 1: the header lacks 'lock-timeout'")]
    [InlineData("-- run: once\n-- waive: no-rename", "line 2: 'waive: no-rename' is not '<rule>: <reason>'")]
    [InlineData("-- run: once\n-- waive: no-rename: a\n-- waive: no-rename: b", "line 3: the header waives 'no-rename' twice")]
    [InlineData("-- run: once\n-- transaction: yes\n-- lock-timeout: 3s\n-- contract:", "line 4: 'contract: ' is not why nothing uses")]
    [InlineData("SELECT 1;", "line 1: the header lacks 'run'")]
    [InlineData("-- run: once\n-- runs: once", "line 2: 'runs: once' is not a header entry")]
    [InlineData("-- run: once\n-- run: always", "line 2: the header says 'run' twice")]
    [InlineData("-- run: once\n-- transaction: yes\n-- lock-timeout: 3s\n-- verify: ../x.sql", "line 4: 'verify: ../x.sql' is not the name of a file")]
    public void An_error_names_the_file_and_the_line(string text, string expected)
    {
        var refusal = Assert.Throws<PreconditionException>(() => MigrationHeaderParser.Parse("007_do_it.sql", text));
        Assert.StartsWith($"Migration script 007_do_it.sql, {expected}", refusal.Sentence, StringComparison.Ordinal);
    }
}
