using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Core.Partitions;
using Sagaz.Core.Schema;
using Sagaz.Operations.Migrations;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Schema;

/// <summary>Reads what <see cref="SchemaGates"/> judges, from one server's catalog in one consistent look.</summary>
/// <param name="server">Directly, as the schema's owner.</param>
public sealed class SchemaProbe(PostgresEndpoint server)
{
    /// <summary>Reads the catalog. Works on an empty database too.</summary>
    /// <exception cref="OperationFailedException">The server refused or cannot be reached.</exception>
    public async Task<SchemaSnapshot> ReadAsync(CancellationToken ct)
    {
        try
        {
            return await LookAsync(ct);
        }
        catch (NpgsqlException failure)
        {
            throw PostgresFacts.Failure($"Reading the catalog of {server.Name}", failure);
        }
    }

    private async Task<SchemaSnapshot> LookAsync(CancellationToken ct)
    {
        await using var source = server.CreateDataSource(Deadlines.Connected);
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        await using (var prepare = new NpgsqlCommand("SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO, YMD'", connection))
            await prepare.ExecuteNonQueryAsync(ct);

        var rows = new CatalogReader(connection);
        var hasPolicies = (await rows.ReadAsync(
            "SELECT to_regclass('public.partition_policies') IS NOT NULL", reader => reader.GetBoolean(0), ct))[0];
        var partitions = await rows.ReadAsync(SchemaQueries.Partitions, ToRange, ct);
        return new SchemaSnapshot
        {
            Server = server.Name,
            ReadAt = (await rows.ReadAsync("SELECT now()", reader => reader.GetFieldValue<DateTimeOffset>(0), ct))[0],
            Tables = await rows.ReadAsync(CatalogReader.TablesQuery, CatalogReader.ToTable, ct),
            Functions = await rows.ReadAsync(CatalogReader.FunctionsQuery, reader => reader.GetString(0), ct),
            Policies = hasPolicies ? await rows.ReadAsync(CatalogReader.PoliciesQuery, CatalogReader.ToPolicy, ct) : [],
            Partitions = partitions,
            DefaultRows = await CountAsync(rows, partitions, ct),
            Faults = new CatalogFaults(
                await rows.ReadAsync(SchemaQueries.InvalidIndexes, reader => reader.GetString(0), ct),
                await rows.ReadAsync(SchemaQueries.UnvalidatedConstraints, reader => reader.GetString(0), ct),
                await rows.ReadAsync(SchemaQueries.PendingDetaches, reader => reader.GetString(0), ct)),
        };
    }

    private static PartitionRange ToRange(NpgsqlDataReader reader) => new(
        reader.GetString(0),
        reader.GetString(1),
        reader.GetBoolean(2),
        reader.GetFieldValue<DateTimeOffset?>(3),
        reader.GetFieldValue<DateTimeOffset?>(4));

    private static async Task<IReadOnlyDictionary<string, long>> CountAsync(
        CatalogReader rows, IReadOnlyList<PartitionRange> partitions, CancellationToken ct)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        var builder = new NpgsqlCommandBuilder();
        foreach (var name in partitions.Where(partition => partition.IsDefault).Select(partition => partition.Partition))
        {
            var count = await rows.ReadAsync(
                $"SELECT count(*) FROM ONLY public.{builder.QuoteIdentifier(name)}", reader => reader.GetInt64(0), ct);
            counts.Add(name, count[0]);
        }

        return counts;
    }
}
