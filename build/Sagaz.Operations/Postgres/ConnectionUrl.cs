namespace Sagaz.Operations.Postgres;

/// <summary>Writes an endpoint as a libpq URL, which psql, asyncpg and SQLAlchemy read.</summary>
public static class ConnectionUrl
{
    /// <summary>The URL with the password given, which may be a placeholder.</summary>
    public static string Of(PostgresEndpoint endpoint, string password)
    {
        var tls = endpoint.RootCertificate is { } root
            ? $"?sslmode=verify-full&sslrootcert={Uri.EscapeDataString(root).Replace("%2F", "/", StringComparison.Ordinal)}"
            : "";
        var login = $"{Uri.EscapeDataString(endpoint.Username)}:{(password.All(c => c == '*') ? password : Uri.EscapeDataString(password))}";
        return $"postgresql://{login}@{endpoint.Host}:{endpoint.Port}/{endpoint.Database}{tls}";
    }
}
