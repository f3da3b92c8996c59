using System.Text.Json;

namespace Sagaz.Core.Partitions;

/// <summary>What an archived partition held and how that was proven; lies beside its file as JSON.</summary>
/// <remarks>It is written last, so that a file without it is a part of an archive that did not end.</remarks>
public sealed record ArchiveManifest
{
    /// <summary>The partitioned table.</summary>
    public required string Table { get; init; }

    /// <summary>The partition.</summary>
    public required string Partition { get; init; }

    /// <summary>First moment that it held.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>First moment after it.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Columns in the order of the file.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Rows, 0 or more.</summary>
    public required long Rows { get; init; }

    /// <summary>Hash of all rows whatever their order, as the server computed it of the partition and of the read-back.</summary>
    public required string RowHash { get; init; }

    /// <summary>The file's name in the manifest's folder: CSV with a header, UTF-8, as <c>COPY … (FORMAT csv, HEADER)</c> reads it.</summary>
    public required string File { get; init; }

    /// <summary>Its size in bytes.</summary>
    public required long FileBytes { get; init; }

    /// <summary>SHA-256 of the file, hexadecimal in lower case.</summary>
    public required string Sha256 { get; init; }

    /// <summary>When the read-back was compared.</summary>
    public required DateTimeOffset VerifiedAt { get; init; }

    /// <summary>Version of the server that wrote it.</summary>
    public required string ServerVersion { get; init; }

    /// <summary>The name of an archive's file; the same content gives the same name, other content another.</summary>
    public static string FileName(string partition, string rowHash) => $"{partition}-{rowHash[..12]}.csv";

    /// <summary>The name of the manifest of a file.</summary>
    public static string NameFor(string file) => Path.ChangeExtension(file, ".json");

    /// <summary>The manifest as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options) + "\n";

    /// <summary>Reads what <see cref="ToJson"/> wrote; null when <paramref name="json"/> is no manifest.</summary>
    public static ArchiveManifest? Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ArchiveManifest>(json, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };
}
