using Npgsql;

namespace Sagaz.Operations.Postgres;

/// <summary>Where and as whom one PostgreSQL server or pool is reached.</summary>
/// <remarks>The text form never holds the password.</remarks>
public sealed record PostgresEndpoint
{
    private const int DefaultCancellationMilliseconds = 2000;
    private const int DropAtOnce = -1;

    /// <summary>The name that people know it by, e.g. <c>postgres-0</c> or <c>pgbouncer-rw</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Host name or address.</summary>
    public required string Host { get; init; }

    /// <summary>TCP port, 1 to 65535.</summary>
    public required int Port { get; init; }

    /// <summary>Database name.</summary>
    public required string Database { get; init; }

    /// <summary>Role that logs in.</summary>
    public required string Username { get; init; }

    /// <summary>Password of that role.</summary>
    public required string Password { get; init; }

    /// <summary>PEM file of the CA that signed the server's certificate; null connects without TLS.</summary>
    public string? RootCertificate { get; init; }

    /// <summary>An unpooled data source, so that every connection is a fresh look at the server.</summary>
    /// <param name="connectTimeout">How long one connection attempt may take; 3 s unless said otherwise.</param>
    /// <param name="commandTimeout">How long one statement may take; 30 s unless said otherwise, zero for no limit.</param>
    /// <param name="isPatient">Whether a cancelled statement waits for the server's word; without, its connection is dropped at once.</param>
    public NpgsqlDataSource CreateDataSource(TimeSpan? connectTimeout = null, TimeSpan? commandTimeout = null, bool isPatient = true)
    {
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = Host,
            Port = Port,
            Database = Database,
            Username = Username,
            Password = Password,
            Pooling = false,
            Timeout = (int)Math.Ceiling((connectTimeout ?? TimeSpan.FromSeconds(3)).TotalSeconds),
            CommandTimeout = (int)Math.Ceiling((commandTimeout ?? TimeSpan.FromSeconds(30)).TotalSeconds),
            CancellationTimeout = isPatient ? DefaultCancellationMilliseconds : DropAtOnce,
            SslMode = RootCertificate is null ? SslMode.Disable : SslMode.VerifyFull,
            RootCertificate = RootCertificate,
            ApplicationName = "sagaz-build",
            IncludeErrorDetail = true,
        };
        return NpgsqlDataSource.Create(settings);
    }

    /// <inheritdoc />
    public override string ToString() => $"{Name} ({Username}@{Host}:{Port}/{Database})";
}
