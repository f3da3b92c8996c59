using System.Buffers;
using System.Text;
using Npgsql;

namespace Sagaz.Operations.Partitions;

/// <summary>COPY between a server and a stream, as CSV with a header in UTF-8.</summary>
internal static class CsvCopy
{
    private const int Characters = 1 << 16;

    public static async Task ExportAsync(NpgsqlConnection connection, string query, Stream target, CancellationToken ct)
    {
        using var reader = await connection.BeginTextExportAsync($"COPY ({query}) TO STDOUT (FORMAT csv, HEADER, ENCODING 'UTF8')", ct);
        await using var writer = new StreamWriter(target, new UTF8Encoding(false), leaveOpen: true);
        await PumpAsync(reader, writer, ct);
        await writer.FlushAsync(ct);
    }

    public static async Task ImportAsync(NpgsqlConnection connection, string table, Stream source, CancellationToken ct)
    {
        using var reader = new StreamReader(source, new UTF8Encoding(false, throwOnInvalidBytes: true), leaveOpen: true);
        await using var writer = await connection.BeginTextImportAsync($"COPY {table} FROM STDIN (FORMAT csv, HEADER, ENCODING 'UTF8')", ct);
        await PumpAsync(reader, writer, ct);
    }

    private static async Task PumpAsync(TextReader reader, TextWriter writer, CancellationToken ct)
    {
        var buffer = ArrayPool<char>.Shared.Rent(Characters);
        try
        {
            int read;
            while ((read = await reader.ReadAsync(buffer.AsMemory(), ct)) > 0)
                await writer.WriteAsync(buffer.AsMemory(0, read), ct);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }
}
