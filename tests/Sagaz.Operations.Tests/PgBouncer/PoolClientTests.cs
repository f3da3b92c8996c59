using Sagaz.Operations.PgBouncer;

namespace Sagaz.Operations.Tests.PgBouncer;

public sealed class PoolClientTests
{
    private const string Clients = "type|user|database|state|addr|port|connect_time|wait|ptr|link|application_name\n"
        + "C|sagaz_app|sagaz|active|127.0.0.1|42236|2026-01-31 12:00:00 UTC|0|0x1|0x9|worker, one\n"
        + "C|sagaz_app|sagaz|waiting|127.0.0.1|42237|2026-01-31 12:00:01 UTC|7|0x2||\n";

    private const string Servers = "type|user|ptr|link|remote_pid\nS|sagaz_app|0x9|0x1|4711\n";

    [Fact]
    public void Knows_who_holds_a_server_and_who_waits()
    {
        var servers = ConsoleTable.Parse(Separated(Servers));
        var clients = ConsoleTable.Parse(Separated(Clients)).Select(row => PoolClient.Of(row, servers)).ToList();

        Assert.Equal(("0x1", "worker, one", (int?)4711, TimeSpan.Zero), (clients[0].Id, clients[0].Application, clients[0].ServerProcess, clients[0].Wait));
        Assert.Equal(("0x2", "waiting", null, TimeSpan.FromSeconds(7)), (clients[1].Id, clients[1].State, clients[1].ServerProcess, clients[1].Wait));
    }

    [Fact]
    public void Names_a_client_by_its_id_where_the_release_has_one()
    {
        var clients = ConsoleTable.Parse(Separated(Clients.Replace("|application_name", "|id", StringComparison.Ordinal).Replace("worker, one", "42", StringComparison.Ordinal)));

        Assert.Equal("42", PoolClient.Of(clients[0], []).Id);
    }

    private static string Separated(string table) => table.Replace('|', '\u001f');
}
