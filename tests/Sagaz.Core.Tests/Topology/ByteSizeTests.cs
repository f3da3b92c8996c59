using Sagaz.Core.Topology;

namespace Sagaz.Core.Tests.Topology;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData("0B", 0)]
    [InlineData("512B", 512)]
    [InlineData("1kB", 1024)]
    [InlineData("256MB", 268_435_456)]
    [InlineData("4GB", 4_294_967_296)]
    [InlineData("1 GB", 1_073_741_824)]
    [InlineData("2TB", 2_199_023_255_552)]
    public void Reads_sizes_as_PostgreSQL_writes_them(string text, long bytes)
    {
        Assert.True(ByteSize.TryParse(text, out var read));
        Assert.Equal(bytes, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MB")]
    [InlineData("256")]
    [InlineData("256M")]
    [InlineData("256mb")]
    [InlineData("1KB")]
    [InlineData("-1GB")]
    [InlineData("1.5GB")]
    [InlineData("1,000MB")]
    [InlineData("8388608TB")]
    [InlineData("99999999999999999999MB")]
    public void Refuses_what_is_no_such_size_or_too_large(string text)
    {
        Assert.False(ByteSize.TryParse(text, out _));
    }

    [Theory]
    [InlineData(0, "0kB")]
    [InlineData(1024, "1kB")]
    [InlineData(1_073_741_824, "1048576kB")]
    [InlineData(2047, "1kB")]
    public void Writes_settings_in_whole_kilobytes(long bytes, string setting)
    {
        Assert.Equal(setting, ByteSize.ToSetting(bytes));
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1024, "1 KiB")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(50_541_363, "48.2 MiB")]
    [InlineData(1L << 30, "1 GiB")]
    [InlineData(1L << 40, "1024 GiB")]
    public void Shows_sizes_to_people_in_the_largest_unit_that_fits(long bytes, string text)
    {
        Assert.Equal(text, ByteSize.ToText(bytes));
    }
}
