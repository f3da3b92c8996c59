using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Load;

/// <summary>What figures depend on beside the load: machine, versions, settings.</summary>
/// <param name="leader">The leader, as its superuser.</param>
public sealed class SetupFacts(PostgresEndpoint leader)
{
    // What differs between two clusters that are the same in everything that matters.
    private const string Settings = """
        SELECT name, setting FROM pg_settings
        WHERE source NOT IN ('default', 'override', 'client', 'session')
          AND name !~ '(file|directory|directories|^port$|conninfo|command|cluster_name|listen|slot|path|_names|prefix|locale|lc_|timezone)'
        ORDER BY name
        """;

    private static readonly string[] Shown =
        ["shared_buffers", "synchronous_commit", "max_connections", "max_wal_size", "wal_compression", "wal_level", "commit_delay", "hot_standby_feedback"];

    /// <summary>Facts for people by name, and a text that holds every setting.</summary>
    /// <exception cref="Core.Errors.OperationFailedException">The leader does not answer.</exception>
    public async Task<(IReadOnlyDictionary<string, string> Shown, string All)> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var source = leader.CreateDataSource();
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var command = new NpgsqlCommand(Settings, connection);
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            var settings = new SortedDictionary<string, string>(StringComparer.Ordinal);
            while (await row.ReadAsync(cancellationToken))
                settings[row.GetString(0)] = row.GetString(1);
            var shown = new Dictionary<string, string>
            {
                ["PostgreSQL"] = connection.ServerVersion,
                [".NET"] = RuntimeInformation.FrameworkDescription,
                ["machine"] = string.Create(
                    CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, {RuntimeInformation.OSDescription}"),
            };
            foreach (var name in Shown.Where(settings.ContainsKey))
                shown[name] = settings[name];
            return (shown, string.Join('\n', settings.Select(setting => $"{setting.Key}={setting.Value}").Prepend(connection.ServerVersion)));
        }
        catch (NpgsqlException failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw PostgresFacts.Failure($"Reading the settings of {leader.Name}", failure);
        }
    }

    /// <summary>SHA-256 of some texts, in hexadecimal digits.</summary>
    public static string Hash(params IEnumerable<string> texts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', texts))));
}
