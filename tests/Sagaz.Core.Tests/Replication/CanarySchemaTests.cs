using Sagaz.Core.Replication;

namespace Sagaz.Core.Tests.Replication;

public class CanarySchemaTests
{
    private static readonly DateTimeOffset Noon = new(2025, 12, 30, 12, 3, 11, TimeSpan.Zero);

    [Fact]
    public void Name_says_when_it_was_made_in_utc()
    {
        var schema = new CanarySchema(Noon.ToOffset(TimeSpan.FromHours(5)), "a1b2c3");
        Assert.Equal("sagaz_canary_20251230t120311_a1b2c3", schema.Name);
        Assert.Equal(new CanarySchema(Noon, "a1b2c3"), CanarySchema.TryParse(schema.Name));
    }

    [Theory]
    [InlineData("sagaz_canary")]
    [InlineData("sagaz_canary_")]
    [InlineData("sagaz_canary_20251230t120311_a1b2c")]
    [InlineData("sagaz_canary_20251230t120311_a1b2c3x")]
    [InlineData("sagaz_canary_20251330t120311_a1b2c3")]
    [InlineData("my_sagaz_canary_20251230t120311_a1b2c3")]
    [InlineData("public")]
    public void Takes_no_other_schema_for_its_own(string name) => Assert.Null(CanarySchema.TryParse(name));

    [Fact]
    public void Is_a_leftover_only_after_an_hour()
    {
        var schema = new CanarySchema(Noon, "a1b2c3");
        Assert.False(schema.IsLeftover(Noon.AddMinutes(60)));
        Assert.True(schema.IsLeftover(Noon.AddMinutes(61)));
    }
}
