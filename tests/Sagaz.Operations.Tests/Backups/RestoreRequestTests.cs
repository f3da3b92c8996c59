using Sagaz.Core.Backups;
using Sagaz.Core.Errors;
using Sagaz.Operations.Pipeline;

namespace Sagaz.Operations.Tests.Backups;

public sealed class RestoreRequestTests
{
    [Theory]
    [InlineData("2026-11-23T02:00:00Z", "2026-11-23 02:00:00.000000+00")]
    [InlineData("2026-11-23 02:00:00.5", "2026-11-23 02:00:00.500000+00")]
    [InlineData("2026-11-23T03:00:00+01:00", "2026-11-23 02:00:00.000000+00")]
    public void A_moment_without_a_zone_is_in_utc(string text, string moment)
    {
        Assert.Equal(moment, new RestoreRequest(text, null, null).Target().ToString());
    }

    [Fact]
    public void A_position_and_a_label_are_targets_too()
    {
        Assert.Equal("0/5000110", Assert.IsType<RestoreTarget.Position>(new RestoreRequest(null, "0/5000110", null).Target()).At.ToString());
        Assert.Equal("20261123-020550F", Assert.IsType<RestoreTarget.Backup>(new RestoreRequest(null, null, "20261123-020550F").Target()).Label);
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("2026-11-23", "0/5000110", null)]
    [InlineData("2026-11-23", null, "label")]
    [InlineData("yesterday noon", null, null)]
    [InlineData(null, "5000110", null)]
    public void None_several_and_unreadable_ones_are_refused(string? time, string? position, string? label)
    {
        Assert.Throws<PreconditionException>(() => new RestoreRequest(time, position, label).Target());
    }
}
