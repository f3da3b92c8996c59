using System.Globalization;
using Sagaz.Core.Errors;
using Sagaz.Operations.Postgres;

namespace Sagaz.Migrator;

/// <summary>The server that libpq's variables name; there are no defaults, since a wrong server would be migrated.</summary>
internal static class ServerFromEnvironment
{
    private const string DefaultPort = "5432";

    /// <param name="variable">Value of a variable; null where it is not set.</param>
    /// <exception cref="PreconditionException">One of them is missing, or the port is no number.</exception>
    public static PostgresEndpoint Read(Func<string, string?> variable)
    {
        var port = variable("PGPORT") is { Length: > 0 } given ? given : DefaultPort;
        return new PostgresEndpoint
        {
            Name = Require("PGHOST"),
            Host = Require("PGHOST"),
            Port = ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new PreconditionException($"PGPORT is '{port}', which is no port."),
            Database = Require("PGDATABASE"),
            Username = Require("PGUSER"),
            Password = Require("PGPASSWORD"),
            RootCertificate = Require("PGSSLROOTCERT"),
        };

        string Require(string name) => variable(name) is { Length: > 0 } value ? value : throw new PreconditionException($"The variable {name} is not set.", remedy: "see deploy/k8s/base/migrations/migrate.yaml");
    }
}
