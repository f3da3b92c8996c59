using Npgsql;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Certificates;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Secrets;

namespace Sagaz.Integration.Tests.Clusters;

internal sealed partial class TestCluster
{
    public string RootCertificate => Path.Combine(State, "certificates", "ca.crt");

    /// <summary>Certificate and key that the cluster's authority signed for a service, or for the build: <c>client</c>.</summary>
    public CertificateFiles Certificate(string subject) =>
        new(Path.Combine(State, "certificates", subject + ".crt"), Path.Combine(State, "certificates", subject + ".key"));

    public bool HasPasswords => PasswordStore.Exists;

    /// <summary>Every password of the cluster, by account.</summary>
    public IReadOnlyDictionary<string, string> Passwords => PasswordStore.Read();

    private PasswordStore PasswordStore => new(Path.Combine(State, "secrets", "passwords.json"));

    /// <summary>The URL that <c>Connections --show-secrets</c> prints after a name such as SAGAZ_STORAGE_URL.</summary>
    public async Task<string> UrlAsync(string name)
    {
        var line = (await RunAsync("Connections", "--show-secrets")).Exits(0).Lines.Single(line => line.StartsWith(name + "=", StringComparison.Ordinal));
        return line[(name.Length + 1)..].Trim('\'');
    }

    /// <summary>A server or pool at a port of the quick reference.</summary>
    public PostgresEndpoint At(int standardPort, string account, string database = "sagaz") => new()
    {
        Name = $"port {standardPort}",
        Host = "127.0.0.1",
        Port = Port(standardPort),
        Database = database,
        Username = account,
        Password = Passwords[account],
        RootCertificate = RootCertificate,
    };

    /// <summary>One value, asked on a new connection of the write frontend as the superuser.</summary>
    public Task<object?> AskAsync(string sql) => AskAsync(At(5432, Account.Superuser), sql);

    /// <summary>What a client sees whose server dies.</summary>
    /// <remarks>PgBouncer 1.18 writes its farewell into the middle of a half-sent row, which Npgsql then tries to read as a value.</remarks>
    public static bool IsLostConnection(Exception error) => error is NpgsqlException or FormatException;

    public static async Task<object?> AskAsync(PostgresEndpoint endpoint, string sql)
    {
        // Who refuses does so at once; a busy machine only takes its time.
        await using var source = endpoint.CreateDataSource(connectTimeout: Deadlines.Connected);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>psql itself, at a URL.</summary>
    public static Task<ProgramResult> PsqlAsync(string url, string sql) => Programs.RunAsync(["psql", url, "-X", "-A", "-t", "-c", sql]);
}
