using Docker.DotNet.Models;
using Sagaz.Core.Errors;
using Sagaz.Operations.Runtimes.Compose;

namespace Sagaz.Operations.Tests.Runtimes.Compose;

public sealed class ProjectOwnershipTests
{
    private const string State = "/srv/sagaz/local";

    [Fact]
    public void Ones_own_containers_are_ones_own()
    {
        ProjectOwnership.Require("sagaz-local", State, [Container(("sagaz.state", State))]);
    }

    [Theory]
    [InlineData("sagaz.state", "/home/other/sagaz/.sagaz/local", "it belongs to: /home/other/sagaz/.sagaz/local")]
    [InlineData("maintainer", "somebody", "it was not made by this project")]
    public void Anybody_elses_are_not_touched(string label, string value, string fact)
    {
        var refusal = Assert.Throws<PreconditionException>(() => ProjectOwnership.Require("sagaz-local", State, [Container((label, value))]));

        Assert.Contains("'sagaz-local'", refusal.Sentence, StringComparison.Ordinal);
        Assert.Contains(fact, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NotRun, refusal.ExitCode);
    }

    [Fact]
    public void Data_without_its_passwords_is_refused_with_the_way_out()
    {
        VolumeResponse[] volumes = [new() { Name = "sagaz-local_postgres-0" }];

        ProjectOwnership.RequireNoOrphans("sagaz-local", hasPasswords: true, volumes);
        ProjectOwnership.RequireNoOrphans("sagaz-local", hasPasswords: false, []);
        var refusal = Assert.Throws<PreconditionException>(() => ProjectOwnership.RequireNoOrphans("sagaz-local", hasPasswords: false, volumes));

        Assert.Contains("sagaz-local_postgres-0", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Down --purge", refusal.Remedy, StringComparison.Ordinal);
    }

    private static ContainerListResponse Container((string Name, string Value) label) => new()
    {
        Names = ["/sagaz-local-etcd-1"],
        Labels = new Dictionary<string, string> { [label.Name] = label.Value },
    };
}
