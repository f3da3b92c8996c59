using System.Net;
using System.Net.Sockets;
using Npgsql;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Tests.Replication;

/// <summary>One throw-away PostgreSQL server on loopback.</summary>
internal sealed class ScratchServer(string name)
{
    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"sagaz-scratch-{name}-{Guid.NewGuid():N}");

    public PostgresEndpoint Endpoint { get; } = new()
    {
        Name = name,
        Host = "127.0.0.1",
        Port = FreePort(),
        Database = "postgres",
        Username = "postgres",
        Password = "not-asked-for",
    };

    public Task StartAsync() => PostgresPrograms.RunAsync(
        "pg_ctl", "start", "-w", "-s", "-D", Folder, "-l", Path.Combine(Folder, "server.log"), "-o", Options);

    public Task StopAsync() => PostgresPrograms.RunAsync("pg_ctl", "stop", "-w", "-s", "-m", "immediate", "-D", Folder);

    public Task PromoteAsync() => PostgresPrograms.RunAsync("pg_ctl", "promote", "-w", "-s", "-D", Folder);

    public async Task<T> QueryAsync<T>(string statement)
    {
        await using var source = Endpoint.CreateDataSource();
        await using var command = source.CreateCommand(statement);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task ExecuteAsync(params string[] statements)
    {
        await using var source = Endpoint.CreateDataSource();
        await using var connection = await source.OpenConnectionAsync();
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    public async Task RemoveAsync()
    {
        if (!Directory.Exists(Folder))
            return;
        if (File.Exists(Path.Combine(Folder, "postmaster.pid")))
            await StopAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private string Options =>
        $"-p {Endpoint.Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c shared_buffers=16MB "
        + $"-c max_connections=40 -c cluster_name={name} -c wal_retrieve_retry_interval=100ms";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
