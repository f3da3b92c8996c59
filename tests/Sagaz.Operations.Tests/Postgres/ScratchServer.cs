using System.Net;
using System.Net.Sockets;
using Sagaz.Operations.Migrations;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Tests.Postgres;

/// <summary>A bare PostgreSQL in a temporary folder, provisioned, for all tests of the collection.</summary>
public sealed class ScratchServer : IAsyncLifetime
{
    private const string SuperuserPassword = "scratch superuser";
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"sagaz-scratch-{Guid.NewGuid():N}");
    private readonly List<string> _started = [];
    private int _databases;

    public static IReadOnlyDictionary<string, string> Passwords { get; } = new Dictionary<string, string>
    {
        ["sagaz_owner"] = "owner 'quoted' \\ password",
        ["sagaz_app"] = "app-password",
        ["sagaz_readonly"] = "readonly-password",
        ["sagaz_monitor"] = "monitor-password",
        ["replicator"] = "replicator-password",
        ["pgbouncer"] = "pgbouncer-password",
    };

    public static string SqlFolder => RepositoryRoot.Of("sql");

    public int Port { get; } = FreePort();

    /// <summary>A database with the whole schema; copied by <see cref="CreateDatabaseAsync"/>, never written to.</summary>
    public static string Template => "scratch_template";

    public PostgresEndpoint Superuser(string database = "postgres") => Endpoint("postgres", SuperuserPassword, database);

    public PostgresEndpoint As(string role, string database) => Endpoint(role, Passwords[role], database);

    public PostgresEndpoint Owner(string database) => As("sagaz_owner", database);

    public PostgresEndpoint Replica(string role, string database, int port) => As(role, database) with { Name = "replica", Port = port };

    public MigrationRequest Request(string database, string? folder = null) => new()
    {
        Folder = folder ?? Path.Combine(SqlFolder, "migrations"),
        Leader = Owner(database),
        Replicas = [],
        PipelineVersion = "test",
    };

    public async Task InitializeAsync()
    {
        if (ToolSearch.SkipReason("initdb") is not null)
            return;
        Directory.CreateDirectory(_folder);
        await ScratchProcess.GiveAsync(_folder);
        var passwordFile = Path.Combine(_folder, "password");
        await File.WriteAllTextAsync(passwordFile, SuperuserPassword);
        await ScratchProcess.RunAsync(
            "initdb",
            ["-D", DataOf("leader"), "-U", "postgres", "-A", "scram-sha-256", "--pwfile", passwordFile, "-E", "UTF8", "--locale=C", "-N"]);
        await StartAsync("leader", Port);
        await new ClusterProvisioning(ProvisioningScripts.Read(Path.Combine(SqlFolder, "provision")), new ListLog())
            .ApplyAsync(Superuser(), Passwords, CancellationToken.None);
        await CopyAsync("sagaz", Template);
        await new Migrator(new ListLog()).RunAsync(Request(Template), CancellationToken.None);
    }

    /// <summary>A database of its own for one test.</summary>
    public async Task<string> CreateDatabaseAsync(bool migrated = true)
    {
        var name = $"scratch_{Interlocked.Increment(ref _databases)}";
        await CopyAsync(migrated ? Template : "sagaz", name);
        return name;
    }

    /// <summary>Clones a streaming replica and returns its port.</summary>
    public async Task<int> CreateReplicaAsync()
    {
        var (name, port) = ($"replica{_started.Count}", FreePort());
        await ScratchProcess.RunAsync(
            "pg_basebackup",
            ["-D", DataOf(name), "-h", "127.0.0.1", "-p", $"{Port}", "-U", "replicator", "-R", "-c", "fast", "-X", "stream", "-N"],
            Passwords["replicator"]);
        await StartAsync(name, port);
        return port;
    }

    public async Task DisposeAsync()
    {
        foreach (var name in Enumerable.Reverse(_started))
            await ScratchProcess.RunAsync("pg_ctl", ["stop", "-D", DataOf(name), "-m", "immediate"]);
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    // A copy keeps everything of its template but the rights on the database itself.
    private async Task CopyAsync(string template, string name)
    {
        await using (var session = await TestSession.OpenAsync(Superuser()))
            await session.ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template} OWNER sagaz_owner");
        var restrict = await File.ReadAllTextAsync(Path.Combine(SqlFolder, "provision", "database", "001_restrict_database.sql"));
        await using var copy = await TestSession.OpenAsync(Superuser(name));
        await copy.ExecuteAsync(restrict.Replace("DATABASE sagaz", $"DATABASE {name}", StringComparison.Ordinal));
    }

    private async Task StartAsync(string name, int port)
    {
        var options = $"-p {port} -k {_folder} -c listen_addresses=127.0.0.1 -c fsync=off -c shared_buffers=32MB "
            + "-c password_encryption=scram-sha-256 -c log_statement=all";
        await ScratchProcess.RunAsync("pg_ctl", ["start", "-w", "-D", DataOf(name), "-l", LogOf(name), "-o", options]);
        _started.Add(name);
    }

    public string LogOf(string name) => Path.Combine(_folder, $"{name}.log");

    private string DataOf(string name) => Path.Combine(_folder, name);

    private PostgresEndpoint Endpoint(string role, string password, string database) => new()
    {
        Name = "leader",
        Host = "127.0.0.1",
        Port = Port,
        Database = database,
        Username = role,
        Password = password,
    };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
