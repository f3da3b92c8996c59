using Sagaz.Core.Replication;

namespace Sagaz.Core.Tests.Replication;

public class LsnTests
{
    [Theory]
    [InlineData("0/0", 0UL)]
    [InlineData("0/3000148", 0x3000148UL)]
    [InlineData("16/B374D848", 0x16B374D848UL)]
    [InlineData("FFFFFFFF/FFFFFFFF", ulong.MaxValue)]
    public void Reads_and_writes_the_text_form_of_postgresql(string text, ulong value)
    {
        Assert.Equal(new Lsn(value), Lsn.Parse(text));
        Assert.Equal(text, new Lsn(value).ToString());
    }

    [Fact]
    public void Reads_lower_case_digits() => Assert.Equal(new Lsn(0xAB0000000C), Lsn.Parse("ab/c"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("16")]
    [InlineData("/")]
    [InlineData("16/")]
    [InlineData("1/2/3")]
    [InlineData("-1/0")]
    [InlineData(" 1/0")]
    [InlineData("0x1/0")]
    [InlineData("G/0")]
    [InlineData("0/123456789")]
    public void Refuses_any_other_text(string? text)
    {
        Assert.False(Lsn.TryParse(text, out var lsn));
        Assert.True(lsn.IsNone);
        if (text is not null)
            Assert.Contains($"'{text}'", Assert.Throws<FormatException>(() => Lsn.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Difference_is_in_bytes_and_crosses_the_halves()
    {
        Assert.Equal(2, Lsn.Parse("1/1") - Lsn.Parse("0/FFFFFFFF"));
        Assert.Equal(-2, Lsn.Parse("0/FFFFFFFF") - Lsn.Parse("1/1"));
    }

    [Fact]
    public void Is_never_behind_what_lies_before_it()
    {
        Assert.Equal(0x100, Lsn.Parse("0/100").BytesBehind(Lsn.Parse("0/200")));
        Assert.Equal(0, Lsn.Parse("0/200").BytesBehind(Lsn.Parse("0/100")));
    }

    [Fact]
    public void Orders_by_position_not_by_text()
    {
        var (earlier, later) = (Lsn.Parse("9/0"), Lsn.Parse("10/0"));
        Assert.True(earlier < later && earlier <= later && later > earlier && later >= earlier);
        Assert.True(earlier.CompareTo(later) < 0);
        Assert.Equal([earlier, later], new[] { later, earlier }.Order());
    }
}
