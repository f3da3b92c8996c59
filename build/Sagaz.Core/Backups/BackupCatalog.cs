using System.Text.Json;
using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Core.Replication;

namespace Sagaz.Core.Backups;

/// <summary>What a repository holds of one cluster, as <c>pgbackrest info --output=json</c> tells it.</summary>
/// <param name="Status">The repository's own word on it: <c>ok</c>, <c>no valid backups</c>, <c>missing stanza path</c>.</param>
/// <param name="Archive">Name of the newest archive's folder, e.g. <c>15-1</c>: PostgreSQL's version and a running number; empty where nothing was set up.</param>
/// <param name="LastWal">Newest WAL segment in the archive; empty where there is none.</param>
/// <param name="Sets">All backups that ended well, oldest first.</param>
public sealed record BackupCatalog(string Status, string Archive, string LastWal, IReadOnlyList<BackupSet> Sets)
{
    /// <summary>The newest backup; null when there is none.</summary>
    public BackupSet? Newest => Sets.Count == 0 ? null : Sets[^1];

    /// <summary>Reads what <c>pgbackrest info</c> printed for one stanza.</summary>
    /// <exception cref="FormatException">It is not of that form.</exception>
    /// <remarks>Source: pgBackRest, command/info/info.c.</remarks>
    public static BackupCatalog Parse(string json)
    {
        try
        {
            var stanza = JsonNode.Parse(json)!.AsArray().Single()!;
            var newest = stanza["archive"]!.AsArray().LastOrDefault();
            return new BackupCatalog(
                stanza["status"]!["message"]!.GetValue<string>(),
                newest?["id"]?.GetValue<string>() ?? "",
                newest?["max"]?.GetValue<string>() ?? "",
                [.. stanza["backup"]!.AsArray().Select(backup => Read(backup!)).OrderBy(set => set.StoppedAt)]);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or NullReferenceException or ArgumentException)
        {
            throw new FormatException($"This is not what pgbackrest info prints: {error.Message}", error);
        }
    }

    /// <summary>The backup that a restore begins with: the newest that ended before the target.</summary>
    /// <exception cref="PreconditionException">No backup reaches back that far, or none has that label.</exception>
    public BackupSet Choose(RestoreTarget target) =>
        Sets.LastOrDefault(target.IsReachedFrom) ?? throw new PreconditionException(
            $"No backup of the repository can be restored to {target}.",
            [Sets.Count == 0 ? $"it holds none: {Status}" : "it holds: " + string.Join(", ", Sets.Select(set => $"{set.Label} (of {set.StoppedAt:u})"))],
            "./build.sh Backups lists them, ./build.sh Backup makes one");

    private static BackupSet Read(JsonNode backup) => new()
    {
        Label = backup["label"]!.GetValue<string>(),
        Kind = Enum.Parse<BackupKind>(backup["type"]!.GetValue<string>(), ignoreCase: true),
        StartedAt = DateTimeOffset.FromUnixTimeSeconds(backup["timestamp"]!["start"]!.GetValue<long>()),
        StoppedAt = DateTimeOffset.FromUnixTimeSeconds(backup["timestamp"]!["stop"]!.GetValue<long>()),
        StopLsn = Lsn.Parse(backup["lsn"]!["stop"]!.GetValue<string>()),
        FirstWal = backup["archive"]!["start"]!.GetValue<string>(),
        LastWal = backup["archive"]!["stop"]!.GetValue<string>(),
        DatabaseBytes = backup["info"]!["size"]!.GetValue<long>(),
        RepositoryBytes = backup["info"]!["repository"]!["delta"]!.GetValue<long>(),
        // Null in backups of very old versions, which did not look.
        HasPageErrors = backup["error"]?.GetValue<bool>() ?? false,
    };
}
