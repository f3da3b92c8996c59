using Sagaz.Core.CommandLine;

namespace Sagaz.Core.Tests.CommandLine;

public sealed class NearestNameTests
{
    private static readonly string[] Names = ["local", "dev", "staging", "prod"];

    [Theory]
    [InlineData("prd", "prod")]
    [InlineData("PRODD", "prod")]
    [InlineData("pord", "prod")]
    [InlineData("stag", "staging")]
    [InlineData("stagign", "staging")]
    [InlineData("lcoal", "local")]
    [InlineData("de-v", "dev")]
    [InlineData("test", null)]
    [InlineData("", null)]
    [InlineData("-", null)]
    [InlineData("x", null)]
    public void Is_the_closest_of_those_that_are_close(string given, string? nearest)
    {
        Assert.Equal(nearest, NearestName.Find(given, Names));
    }

    [Fact]
    public void Prefers_fewer_edits_then_the_nearer_length_then_the_alphabet()
    {
        Assert.Equal("abcde", NearestName.Find("abcdf", ["abcdexx", "abcde", "abxyf"]));
        Assert.Equal("abcx", NearestName.Find("abcd", ["abcy", "abcx", "abc"]));
    }

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "abc", 0)]
    [InlineData("abc", "acb", 1)]
    [InlineData("abc", "ab", 1)]
    [InlineData("abc", "abxc", 1)]
    [InlineData("abc", "axc", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ca", "abc", 3)]
    public void Distance_counts_edits_and_swaps(string left, string right, int distance)
    {
        Assert.Equal(distance, NearestName.Distance(left, right));
        Assert.Equal(distance, NearestName.Distance(right, left));
    }
}
