namespace Sagaz.Operations.Partitions;

/// <summary>The content of a table whatever the order of its rows.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Hash">128 bits: two sums over differently seeded 64-bit hashes of each row's text.</param>
internal sealed record RowDigest(long Rows, string Hash)
{
    // The source is what follows FROM, the columns are quoted names joined by commas.
    public static async Task<RowDigest> ReadAsync(PartitionSession session, string source, string columns, CancellationToken ct) =>
        (await session.ListAsync(
            $"""
            SELECT count(*), md5(concat_ws(':', count(*), sum(hashtextextended(line, 0)::numeric), sum(hashtextextended(line, 1)::numeric)))
            FROM (SELECT row({columns})::text AS line FROM {source}) AS lines
            """,
            row => new RowDigest(row.GetInt64(0), row.GetString(1)),
            ct))[0];
}
