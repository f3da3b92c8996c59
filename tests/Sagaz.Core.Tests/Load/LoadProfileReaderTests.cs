using Sagaz.Core.Errors;
using Sagaz.Core.Load;

namespace Sagaz.Core.Tests.Load;

public sealed class LoadProfileReaderTests
{
    private const string Whole = """
        {
          "description": "d", "seed": 1, "rate": 10, "connections": { "rw": 2, "ro": 1 }, "thinkTimeMilliseconds": 5,
          "variables": { "customers": 100 }, "during": ["Switchover"],
          "steps": {
            "a": { "script": "a.sql", "pool": "rw", "kind": "write", "weight": 3 },
            "b": { "script": "a.sql", "pool": "ro", "kind": "read", "weight": 1 }
          }
        }
        """;

    [Fact]
    public void Reads_a_whole_profile()
    {
        var profile = Read(Whole);

        Assert.Equal([LoadOperation.Switchover], profile.During);
        Assert.Equal(["a", "b"], profile.Steps.Select(step => step.Name));
        Assert.Equal((0.75, 0.25), (profile.ShareOf(LoadPool.Rw), profile.ShareOf(LoadPool.Ro)));
        Assert.Equal(TimeSpan.FromMilliseconds(5), profile.ThinkTime);
    }

    [Theory]
    [InlineData("\"weight\": 3", "\"wieght\": 3", "steps.a.wieght is not known; did you mean 'weight'?")]
    [InlineData("\"pool\": \"rw\"", "\"pool\": \"rx\"", "steps.a.pool is \"rx\"; it must be one of rw, ro.")]
    [InlineData("\"rate\": 10", "\"rate\": 0", "rate is 0; it must be 1 to 1000000.")]
    [InlineData("[\"Switchover\"]", "[\"Switch\"]", "during is [\"Switch\"]; it must be a list of")]
    [InlineData("\"script\": \"a.sql\", \"pool\": \"ro\"", "\"script\": \"c.sql\", \"pool\": \"ro\"", "steps.b.script is 'c.sql', which is not in sql/workload.")]
    [InlineData("\"customers\": 100", "\"customers\": \"x\"", "variables.customers is \"x\"; it must be a number.")]
    public void A_mistake_is_named_with_its_place(string right, string wrong, string says)
    {
        var refused = Assert.Throws<PreconditionException>(() => Read(Whole.Replace(right, wrong, StringComparison.Ordinal)));

        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        Assert.Contains("sql/workload/test.json", refused.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("saga")]
    [InlineData("saga-batch")]
    [InlineData("outbox")]
    [InlineData("outbox-batch")]
    [InlineData("analytics")]
    [InlineData("mixed")]
    public void The_profiles_of_the_repository_are_right_and_NUKE_knows_them_by_name(string name)
    {
        var profile = LoadProfileReader.Read(name, RepositoryFile.Text("sql", "workload", name + ".json"), Script);

        Assert.NotEmpty(profile.Steps);
        Assert.Contains($"\"{name}\"", RepositoryFile.Text(".nuke", $"parameters.{name}.json"), StringComparison.Ordinal);
    }

    private static string? Script(string name) => File.Exists(RepositoryFile.PathOf("sql", "workload", name)) ? RepositoryFile.Text("sql", "workload", name) : null;

    private static LoadProfile Read(string json) => LoadProfileReader.Read("test", json, name => name == "a.sql" ? "SELECT :customers;" : null);
}
