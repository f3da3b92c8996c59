using Npgsql;
using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Secrets;

namespace Sagaz.Integration.Tests;

/// <summary>Pools change while clients are connected.</summary>
[Collection(SharedClusterGroup.Name)]
public sealed class PoolOperationTests(SharedCluster shared)
{
    private const int Small = 5;

    [ClusterFact]
    public async Task A_pool_is_resized_without_dropping_a_client_and_a_full_one_still_lets_people_log_in()
    {
        var cluster = shared.Cluster;
        await using var source = cluster.At(6432, Account.Application).CreateDataSource();
        await using var client = await source.OpenConnectionAsync();
        var held = new List<NpgsqlConnection>();
        try
        {
            (await cluster.RunAsync("SetPool", "--pool", "rw", "--size", $"{Small}")).Exits(0);
            Assert.Equal(Small, (await cluster.StatusAsync()).Pools.Single(pool => pool.Name == "pgbouncer-rw").Size);
            Assert.Equal(1, await ScalarAsync(client));
            for (var n = 0; n < Small; n++)
                held.Add(await HoldAsync(source));

            await using var late = await source.OpenConnectionAsync();

            (await cluster.RunAsync("SetPool", "--pool", "rw", "--size", "500")).Exits(2).Says("'pool-connections' failed");
            Assert.Equal(Small, (await cluster.StatusAsync()).Pools.Single(pool => pool.Name == "pgbouncer-rw").Size);
        }
        finally
        {
            held.ForEach(connection => connection.Dispose());
            (await cluster.RunAsync("SetPool", "--pool", "rw", "--size", "25")).Exits(0);
        }
        Assert.Equal(1, await ScalarAsync(client));
    }

    [ClusterFact]
    public async Task A_client_that_holds_a_server_is_shown_and_ended()
    {
        var cluster = shared.Cluster;
        await using var source = cluster.At(6432, Account.Application).CreateDataSource();
        await using var held = await HoldAsync(source);
        await using var process = new NpgsqlCommand("SELECT pg_backend_pid()", held);
        var server = $"{await process.ExecuteScalarAsync()}";

        var shown = (await cluster.RunAsync("PoolClients")).Exits(0);
        var row = Assert.Single(shown.Lines, line => line.EndsWith("  " + server, StringComparison.Ordinal));
        (await cluster.RunAsync("KillClient", "--client", row.Split(' ')[0])).Exits(0).Says("ended sagaz_app");

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => ScalarAsync(held));
        (await cluster.RunAsync("KillClient", "--client", row.Split(' ')[0])).Exits(3).Says("has no client");
    }

    private static async Task<NpgsqlConnection> HoldAsync(NpgsqlDataSource source)
    {
        var connection = await source.OpenConnectionAsync();
        await connection.BeginTransactionAsync();
        await ScalarAsync(connection);
        return connection;
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT 1", connection);
        return await command.ExecuteScalarAsync();
    }
}
