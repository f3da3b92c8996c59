using Sagaz.Core.Errors;
using Sagaz.Core.Partitions;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Partitions;

/// <summary>Writes read-only partitions to files, and proves each by reading it back into the server.</summary>
/// <remarks>
/// A file's name contains the hash of its rows, and its manifest is written last: a run that was killed leaves a file
/// without a manifest, which the next one writes anew; content that is archived already is not written twice; and other
/// content, of a partition of the same name that was made again, never replaces it.
/// </remarks>
internal sealed class PartitionArchive(PartitionSession session, string folder, IProgressLog log)
{
    private const string Columns =
        """
        SELECT attname::text FROM pg_attribute
        WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
        ORDER BY attnum
        """;

    /// <summary>Archives one partition, unless the folder has this content of it already.</summary>
    /// <returns>What was done, in words.</returns>
    /// <exception cref="OperationFailedException">The read-back differs, or the folder cannot be written.</exception>
    public async Task<string> KeepAsync(PlannedStep step, CancellationToken ct)
    {
        var columns = await session.ListAsync(Columns, row => row.GetString(0), ct, step.Leaf);
        var list = string.Join(", ", columns.Select(PartitionNames.Quoted));
        var content = await RowDigest.ReadAsync(session, $"ONLY {step.Leaf}", list, ct);
        var name = ArchiveManifest.FileName(step.Partition!, content.Hash);
        if (ArchiveFolder.Find(folder, name) is { } earlier && earlier.Rows == content.Rows && earlier.RowHash == content.Hash)
            return $"{earlier.Rows} rows are archived already in {earlier.File}.";

        log.Information($"Archiving {step.Partition}: {content.Rows} rows");
        var file = await ArchiveFolder.WriteAsync(
            folder, name, stream => CsvCopy.ExportAsync(session.Connection, $"SELECT {list} FROM ONLY {step.Leaf}", stream, ct));
        var reloaded = await ReloadAsync(step, list, Path.Combine(folder, name), ct);
        if (reloaded != content)
        {
            throw new OperationFailedException(
                $"The archive of {step.Partition} is not what the partition holds; the partition was kept.",
                [$"partition: {content}", $"read back: {reloaded}", $"file: {Path.Combine(folder, name)}"],
                "look at the disk of the folder, then run it again");
        }

        var bounds = await session.ListAsync(
            "SELECT range_from, range_to FROM public.partition_ranges($1::text::regclass) WHERE partition = $2::text::regclass",
            row => (From: row.GetFieldValue<DateTimeOffset>(0), To: row.GetFieldValue<DateTimeOffset>(1)), ct, step.Parent, step.Leaf);
        ArchiveFolder.Seal(folder, new ArchiveManifest
        {
            Table = step.Table,
            Partition = step.Partition!,
            From = bounds[0].From,
            To = bounds[0].To,
            Columns = columns,
            Rows = content.Rows,
            RowHash = content.Hash,
            File = name,
            FileBytes = file.Bytes,
            Sha256 = file.Sha256,
            VerifiedAt = await session.ReadAsync<DateTimeOffset>("SELECT clock_timestamp()", ct),
            ServerVersion = session.Connection.PostgreSqlVersion.ToString(),
        });
        return $"{content.Rows} rows are in {name}, read back and the same.";
    }

    // A temporary table is gone with the session, however the session ends.
    private async Task<RowDigest> ReloadAsync(PlannedStep step, string list, string path, CancellationToken ct)
    {
        await session.ExecuteAsync($"DROP TABLE IF EXISTS pg_temp.read_back; CREATE TEMPORARY TABLE read_back (LIKE {step.Leaf})", ct);
        await using (var file = File.OpenRead(path))
            await CsvCopy.ImportAsync(session.Connection, $"pg_temp.read_back ({list})", file, ct);
        var digest = await RowDigest.ReadAsync(session, "pg_temp.read_back", list, ct);
        await session.ExecuteAsync("DROP TABLE pg_temp.read_back", ct);
        return digest;
    }
}
