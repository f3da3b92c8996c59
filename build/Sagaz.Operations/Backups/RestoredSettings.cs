using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Sagaz.Operations.Backups;

/// <summary>Settings of a restored server: small, alone, and as large as its WAL demands.</summary>
internal static partial class RestoredSettings
{
    /// <summary>Replaying WAL needs at least what the server had that wrote it (PostgreSQL manual, "Hot Standby").</summary>
    private static readonly Dictionary<string, string> Demanded = new()
    {
        ["max_connections"] = "max_connections",
        ["max_worker_processes"] = "max_worker_processes",
        ["max_wal_senders"] = "max_wal_senders",
        ["max_prepared_xacts"] = "max_prepared_transactions",
        ["max_locks_per_xact"] = "max_locks_per_transaction",
        ["track_commit_timestamp"] = "track_commit_timestamp",
    };

    /// <summary>The configuration file.</summary>
    /// <param name="controlData">What <c>pg_controldata</c> says of the restored folder.</param>
    /// <param name="place">Where it lies and listens.</param>
    public static string Render(string controlData, RestoredPlace place)
    {
        var settings = new Dictionary<string, string>
        {
            ["listen_addresses"] = place.Addresses,
            ["port"] = place.Port.ToString(CultureInfo.InvariantCulture),
            ["unix_socket_directories"] = "",
            ["hba_file"] = place.AccessFile,
            ["ssl"] = "on",
            ["ssl_cert_file"] = place.Certificate.Certificate,
            ["ssl_key_file"] = place.Certificate.Key,
            ["shared_buffers"] = "64MB",
            // pg_cron would begin to drop partitions of the past.
            ["shared_preload_libraries"] = "",
        };
        foreach (Match line in Setting().Matches(controlData))
        {
            if (Demanded.TryGetValue(line.Groups["name"].Value, out var name))
                settings[name] = line.Groups["value"].Value;
        }
        var text = new StringBuilder();
        foreach (var (name, value) in settings)
            text.Append(CultureInfo.InvariantCulture, $"{name} = '{value}'\n");
        return text.ToString();
    }

    /// <summary>Who may log in: the roles of the restored state, with the passwords that they had.</summary>
    public static string RenderAccess(RestoredPlace place) =>
        string.Concat(new[] { "127.0.0.1/32", place.Neighbours }.OfType<string>().Select(from => $"hostssl all all {from} scram-sha-256\n"));

    [GeneratedRegex(@"^(?<name>\w+) setting:\s+(?<value>\S+)$", RegexOptions.Multiline)]
    private static partial Regex Setting();
}
