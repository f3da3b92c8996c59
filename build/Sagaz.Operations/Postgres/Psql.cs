using System.Globalization;
using Sagaz.Core.Errors;
using Sagaz.Operations.Packages;
using Sagaz.Operations.Processes;

namespace Sagaz.Operations.Postgres;

/// <summary>PostgreSQL's own client, with the password in its environment and never in its arguments.</summary>
public static class Psql
{
    /// <summary>psql on an endpoint.</summary>
    /// <exception cref="PreconditionException">psql is not installed.</exception>
    public static Command Command(PostgresEndpoint endpoint, params IReadOnlyList<string> arguments)
    {
        var program = ToolLocator.Find("psql")
            ?? throw new PreconditionException("psql is not installed.", remedy: "sudo apt-get install --no-install-recommends postgresql-client");
        return new Command(program, arguments)
        {
            Environment = new Dictionary<string, string>
            {
                ["PGHOST"] = endpoint.Host,
                ["PGPORT"] = endpoint.Port.ToString(CultureInfo.InvariantCulture),
                ["PGDATABASE"] = endpoint.Database,
                ["PGUSER"] = endpoint.Username,
                ["PGPASSWORD"] = endpoint.Password,
                ["PGSSLMODE"] = endpoint.RootCertificate is null ? "disable" : "verify-full",
                ["PGSSLROOTCERT"] = endpoint.RootCertificate ?? "",
                ["PGCONNECT_TIMEOUT"] = "5",
            },
        };
    }
}
