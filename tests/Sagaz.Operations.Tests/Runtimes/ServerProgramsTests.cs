using Sagaz.Operations.Runtimes;

namespace Sagaz.Operations.Tests.Runtimes;

public sealed class ServerProgramsTests
{
    [Theory]
    [InlineData("15.18", "3.0.2", false)]
    [InlineData("15.17", "3.0.2", true)]
    [InlineData("15.18", "3.0.1", true)]
    [InlineData("15.19", "3.0.2", false)]
    [InlineData("15.9", "3.1", true)]
    public void A_member_is_outdated_when_either_program_is_older(string postgres, string patroni, bool isOlder)
    {
        var newest = new ServerPrograms(new Version(15, 18), new Version(3, 0, 2));

        Assert.Equal(isOlder, new ServerPrograms(Version.Parse(postgres), Version.Parse(patroni)).IsOlderThan(newest));
    }
}
