using System.Text.Json;
using Sagaz.Operations.Patroni;

namespace Sagaz.Operations.Tests.Patroni;

public sealed class ClusterViewTests
{
    /// <summary>Patroni 3.0: a streaming replica says "running".</summary>
    private const string Release30 = """
        {
          "members": [
            {"name": "postgres-0", "role": "leader", "state": "running", "api_url": "https://127.0.0.1:18008/patroni", "host": "127.0.0.1", "port": 15432, "timeline": 1},
            {"name": "postgres-1", "role": "sync_standby", "state": "running", "api_url": "https://127.0.0.1:18009/patroni", "host": "127.0.0.1", "port": 15433, "timeline": 1, "lag": 16777216},
            {"name": "postgres-2", "role": "replica", "state": "creating replica", "api_url": "https://127.0.0.1:18010/patroni", "host": "127.0.0.1", "port": 15434, "lag": "unknown"}
          ]
        }
        """;

    /// <summary>Patroni 4.0, from its manual ("REST API"), with quorum commit and a paused cluster.</summary>
    private const string Release40 = """
        {
          "members": [
            {"name": "patroni1", "role": "leader", "state": "running", "api_url": "http://10.89.0.4:8008/patroni", "host": "10.89.0.4", "port": 5432, "timeline": 5, "tags": {"clonefrom": true}},
            {"name": "patroni2", "role": "quorum_standby", "state": "streaming", "api_url": "http://10.89.0.6:8008/patroni", "host": "10.89.0.6", "port": 5433, "timeline": 5, "tags": {"clonefrom": true}, "lag": 0}
          ],
          "scope": "demo",
          "pause": true,
          "scheduled_switchover": {"at": "2023-09-24T10:36:00+02:00", "from": "patroni1", "to": "patroni3"}
        }
        """;

    [Fact]
    public void Reads_what_Patroni_3_0_answers()
    {
        var view = Read(Release30);

        Assert.Equal("postgres-0", view.Leader?.Name);
        Assert.Equal(["leader", "sync_standby", "replica"], view.Members.Select(member => member.Role));
        Assert.Equal([true, true, false], view.Members.Select(member => member.IsRunning));
        Assert.Equal([1, 1, null], view.Members.Select(member => member.Timeline));
        Assert.Equal([null, 16_777_216, null], view.Members.Select(member => member.LagBytes));
        Assert.False(view.IsPaused);
    }

    [Fact]
    public void Reads_what_Patroni_4_0_answers()
    {
        var view = Read(Release40);

        Assert.Equal("patroni1", view.Leader?.Name);
        Assert.Equal([("leader", true), ("quorum_standby", true)], view.Members.Select(member => (member.Role, member.IsRunning)));
        Assert.Equal(0, view.Members[1].LagBytes);
        Assert.True(view.IsPaused);
    }

    [Theory]
    [InlineData("leader", "running", true)]
    [InlineData("standby_leader", "streaming", true)]
    [InlineData("leader", "starting", false)]
    [InlineData("leader", "stopped", false)]
    [InlineData("leader", "crashed", false)]
    [InlineData("replica", "running", false)]
    [InlineData("sync_standby", "streaming", false)]
    public void Leads_who_holds_the_key_and_runs(string role, string state, bool leads)
    {
        var view = Read($$"""{"members": [{"name": "postgres-0", "role": "{{role}}", "state": "{{state}}"}]}""");

        Assert.Equal(leads, view.Leader is not null);
    }

    [Fact]
    public void A_cluster_without_members_has_no_leader()
    {
        Assert.Null(Read("""{"members": []}""").Leader);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"members": [{"role": "leader", "state": "running"}]}""")]
    public void Another_document_is_none(string json)
    {
        Assert.Throws<JsonException>(() => Read(json));
    }

    private static ClusterView Read(string json) => JsonSerializer.Deserialize<ClusterView>(json, JsonSerializerOptions.Web)!;
}
