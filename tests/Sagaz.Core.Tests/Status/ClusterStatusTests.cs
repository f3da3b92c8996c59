using System.Text.Json.Nodes;
using Sagaz.Core.Status;

namespace Sagaz.Core.Tests.Status;

public sealed class ClusterStatusTests
{
    private static readonly ClusterStatus Running = new()
    {
        Cluster = "local+100",
        IsPaused = false,
        Members =
        [
            new() { Name = "postgres-0", Role = "leader", State = "running", Timeline = 3, Endpoint = "127.0.0.1:15532" },
            new() { Name = "postgres-1", Role = "sync_standby", State = "streaming", Timeline = 3, LagBytes = 50_541_363, Endpoint = "127.0.0.1:15533" },
            new() { Name = "postgres-2", Role = "-", State = "down", Endpoint = "127.0.0.1:15534" },
        ],
        Pools =
        [
            new() { Name = "pgbouncer-rw", State = "up", Mode = "transaction", ActiveClients = 4, WaitingClients = 0, Servers = 5, Size = 25, Endpoint = "127.0.0.1:6532" },
            new() { Name = "pgbouncer-ro", State = "no answer", Mode = "session", Size = 50, Endpoint = "127.0.0.1:6533" },
        ],
        Services = [new("etcd", "running", "127.0.0.1:12479")],
    };

    [Fact]
    public void Shows_members_pools_and_services_as_tables()
    {
        Assert.Equal(
            """
            MEMBER      ROLE          STATE      TIMELINE  LAG       ENDPOINT
            postgres-0  leader        running    3         -         127.0.0.1:15532
            postgres-1  sync_standby  streaming  3         48.2 MiB  127.0.0.1:15533
            postgres-2  -             down       -         -         127.0.0.1:15534

            POOL          STATE      MODE         CLIENTS  WAITING  SERVERS  ENDPOINT
            pgbouncer-rw  up         transaction  4        0        5 of 25  127.0.0.1:6532
            pgbouncer-ro  no answer  session      -        -        - of 50  127.0.0.1:6533

            SERVICE  STATE    ENDPOINT
            etcd     running  127.0.0.1:12479
            """,
            string.Join('\n', Running.ToLines()));
    }

    [Fact]
    public void Ends_with_a_word_on_paused_failover()
    {
        Assert.Equal(["", "Automatic failover is paused."], (Running with { IsPaused = true }).ToLines().TakeLast(2));
    }

    [Fact]
    public void Is_JSON_for_programs_with_null_for_what_is_not_known()
    {
        var json = JsonNode.Parse(Running.ToJson())!.AsObject();

        Assert.Equal(["cluster", "isPaused", "members", "pools", "services"], json.Select(pair => pair.Key));
        Assert.Equal(
            """{"name":"postgres-1","role":"sync_standby","state":"streaming","timeline":3,"lagBytes":50541363,"endpoint":"127.0.0.1:15533"}""",
            json["members"]![1]!.ToJsonString());
        Assert.Equal(
            """{"name":"pgbouncer-ro","state":"no answer","mode":"session","activeClients":null,"waitingClients":null,"servers":null,"size":50,"endpoint":"127.0.0.1:6533"}""",
            json["pools"]![1]!.ToJsonString());
        Assert.Equal("""{"name":"etcd","state":"running","endpoint":"127.0.0.1:12479"}""", json["services"]![0]!.ToJsonString());
    }
}
