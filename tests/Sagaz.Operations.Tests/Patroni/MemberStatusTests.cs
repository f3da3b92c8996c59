using System.Text.Json;
using Sagaz.Operations.Patroni;

namespace Sagaz.Operations.Tests.Patroni;

public sealed class MemberStatusTests
{
    private const string Leader30 = """
        {"state": "running", "postmaster_start_time": "2026-01-15 12:00:00.352526+00:00", "role": "master", "server_version": 150018,
         "xlog": {"location": 67395656}, "timeline": 1,
         "replication": [{"usename": "replicator", "application_name": "postgres-1", "client_addr": "127.0.0.1", "state": "streaming", "sync_state": "sync", "sync_priority": 1},
                         {"usename": "replicator", "application_name": "pg_basebackup", "client_addr": "127.0.0.1", "state": "backup", "sync_state": "async", "sync_priority": 0}],
         "dcs_last_seen": 1692356718, "database_system_identifier": "7268616322854375442", "patroni": {"version": "3.0.2", "scope": "sagaz"}}
        """;

    private const string Leader40 = """
        {"state": "running", "postmaster_start_time": "2024-08-28 19:39:26.352526+00:00", "role": "primary", "server_version": 160004,
         "xlog": {"location": 67395656}, "timeline": 1,
         "replication": [{"usename": "replicator", "application_name": "patroni2", "client_addr": "10.89.0.6", "state": "streaming", "sync_state": "quorum", "sync_priority": 1}],
         "dcs_last_seen": 1692356718, "tags": {"clonefrom": true}, "database_system_identifier": "7268616322854375442",
         "patroni": {"version": "4.0.0", "scope": "demo", "name": "patroni1"}}
        """;

    private const string Replica40 = """
        {"state": "running", "postmaster_start_time": "2024-08-28 19:39:26.352526+00:00", "role": "replica", "server_version": 160004,
         "xlog": {"received_location": 67419744, "replayed_location": 67419744, "replayed_timestamp": null, "paused": false},
         "timeline": 1, "cluster_unlocked": true, "dcs_last_seen": 1692356928, "patroni": {"version": "4.0.0", "scope": "demo", "name": "patroni2"}}
        """;

    private const string Starting = """{"state": "starting", "role": "replica", "cluster_unlocked": true, "dcs_last_seen": 0, "patroni": {"version": "3.0.2", "scope": "sagaz"}}""";

    [Theory]
    [InlineData(Leader30, true)]
    [InlineData(Leader40, true)]
    [InlineData(Replica40, false)]
    [InlineData(Starting, false)]
    [InlineData("""{"state": "starting", "role": "primary"}""", false)]
    [InlineData("""{"state": "stopped", "role": "master"}""", false)]
    [InlineData("""{"state": "running"}""", false)]
    public void Takes_writes_when_it_runs_as_the_primary_of_either_name(string json, bool isWritable)
    {
        Assert.Equal(isWritable, Read(json).IsWritable);
    }

    [Fact]
    public void Names_the_replicas_that_stream_from_it()
    {
        Assert.Equal(
            [("postgres-1", "streaming", "sync"), ("pg_basebackup", "backup", "async")],
            Read(Leader30).Replication.Select(replica => (replica.ApplicationName, replica.State, replica.SyncState)));
        Assert.Equal(
            [("patroni2", "streaming", "quorum")],
            Read(Leader40).Replication.Select(replica => (replica.ApplicationName, replica.State, replica.SyncState)));
    }

    [Fact]
    public void Nobody_streams_from_a_member_that_says_nothing_of_it()
    {
        Assert.Empty(Read(Replica40).Replication);
    }

    private static MemberStatus Read(string json) => JsonSerializer.Deserialize<MemberStatus>(json, JsonSerializerOptions.Web)!;
}
