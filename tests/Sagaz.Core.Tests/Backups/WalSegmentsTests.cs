using Sagaz.Core.Backups;

namespace Sagaz.Core.Tests.Backups;

public sealed class WalSegmentsTests
{
    private const string First = "0000000100000000000000FE";

    [Theory]
    [InlineData("0000000100000000000000FE-ab.zst 0000000100000000000000FF-cd.zst 000000010000000100000000-ef.zst", "")]
    [InlineData("0000000100000000000000FE-ab.zst 000000010000000100000000-ef.zst", "00000000000000FF")]
    [InlineData("0000000100000000000000FF-ab.zst", "00000000000000FE")]
    [InlineData("", "00000000000000FE")]
    // What was before the backup is not needed.
    [InlineData("0000000100000000000000F0-ab.zst 0000000100000000000000FE-ab.zst", "")]
    // A failover within FF: the new timeline has it, too.
    [InlineData("0000000100000000000000FE-ab.zst 0000000200000000000000FF-cd.zst 000000020000000100000000-ef.zst", "")]
    // Neither a partial segment nor a history nor a backup's label is a segment.
    [InlineData("0000000100000000000000FE-ab.zst 0000000100000000000000FF.partial-cd.zst 00000002.history 000000020000000100000000-ef.zst", "00000000000000FF")]
    public void Names_what_no_timeline_has(string archived, string missing)
    {
        Assert.Equal(missing, string.Join(' ', WalSegments.Missing(archived.Split(' '), First)));
    }

    [Fact]
    public void Refuses_a_first_segment_that_is_none()
    {
        Assert.Throws<FormatException>(() => WalSegments.Missing([], "15-1"));
    }
}
