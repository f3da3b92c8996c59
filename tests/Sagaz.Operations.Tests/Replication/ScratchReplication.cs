using Sagaz.Core.Replication;
using Sagaz.Core.Topology;
using Sagaz.Operations.Replication;

namespace Sagaz.Operations.Tests.Replication;

/// <summary>A primary and one streaming replica; direct endpoints stand in for the pools.</summary>
public sealed class ScratchReplication : IAsyncLifetime
{
    internal const string Application = "sagaz_app";

    internal ScratchServer Primary { get; } = new("postgres-0");

    internal ScratchServer Replica { get; } = new("postgres-1");

    internal ReplicationVerificationRequest Request => new()
    {
        Members = [Primary.Endpoint, Replica.Endpoint],
        ReadWritePool = Primary.Endpoint with { Name = "pgbouncer-rw", Username = Application, Database = "sagaz" },
        ReadOnlyPool = Replica.Endpoint with { Name = "pgbouncer-ro", Username = Application, Database = "sagaz" },
        ExpectedReplicas = 1,
        Durability = Durability.Async,
        Deadline = TimeSpan.FromSeconds(20),
    };

    public async Task InitializeAsync()
    {
        if (PostgresPrograms.Folder is null)
            return;
        await PostgresPrograms.RunAsync(
            "initdb", "-D", Primary.Folder, "-U", "postgres", "-A", "trust", "--locale=C", "-E", "UTF8", "--no-sync", "--no-instructions");
        await Primary.StartAsync();
        await Primary.ExecuteAsync($"CREATE ROLE {Application} LOGIN", "CREATE DATABASE sagaz");
        await PostgresPrograms.RunAsync(
            "pg_basebackup", "-D", Replica.Folder, "-R", "-C", "-S", "postgres_1", "-c", "fast", "-X", "stream", "--no-sync",
            "-d", $"host=127.0.0.1 port={Primary.Endpoint.Port} user=postgres application_name=postgres-1");
        await Replica.StartAsync();
        await WaitForStreamingAsync();
    }

    public async Task DisposeAsync()
    {
        await Replica.RemoveAsync();
        await Primary.RemoveAsync();
    }

    internal async Task WaitForStreamingAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        var probe = new ReplicationProbe();
        while (true)
        {
            var snapshot = await probe.ReadAsync([Primary.Endpoint, Replica.Endpoint], cancellationToken: deadline.Token);
            if (snapshot.Links is [{ State: WalSenderState.Streaming }] && snapshot.Replicas is [{ Receiver: WalReceiverState.Streaming }])
                return;
            await Task.Delay(50, deadline.Token);
        }
    }

    internal Task<long> CountCanariesAsync() => CountCanariesAsync(Primary);

    internal static async Task<long> CountCanariesAsync(ScratchServer server)
    {
        await using var source = (server.Endpoint with { Database = "sagaz" }).CreateDataSource();
        await using var command = source.CreateCommand("SELECT count(*) FROM pg_namespace WHERE starts_with(nspname, 'sagaz_canary_')");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
