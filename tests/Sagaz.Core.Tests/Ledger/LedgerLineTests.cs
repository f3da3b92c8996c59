using Sagaz.Core.Ledger;

namespace Sagaz.Core.Tests.Ledger;

public sealed class LedgerLineTests
{
    [Theory]
    [InlineData("nonsense")]
    [InlineData("2026-01-31T12:00:00.0000000+00:00 acknowledged nobody")]
    [InlineData("2026-01-31T12:00:00.0000000+00:00 attempted 00000001-0001-0000-0000-000000000000")]
    [InlineData("2026-01-31T12:00:00.0000000+00:00 forgot 00000001-0001-0000-0000-000000000000")]
    public void A_whole_line_that_is_no_entry_is_refused(string line)
    {
        Assert.Throws<FormatException>(() => LedgerLine.ParseAll(line + "\n"));
    }

    [Fact]
    public void A_torn_last_line_does_not_count()
    {
        Assert.Empty(LedgerLine.ParseAll("2026-01-31T12:00:00.0000000+00:00 acknowledged 00000001-0001-0000-0000-000000000000"));
    }
}
