using System.Data;
using Npgsql;
using Sagaz.Core.Schema;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Schema;

/// <summary>Describes one database, object by object, in one consistent look.</summary>
/// <param name="database">Directly, as a superuser.</param>
internal sealed class SchemaDescriber(PostgresEndpoint database)
{
    private static readonly string Objects =
        $"""
        WITH {RelationDescriptions.Scope}, {DatabaseDescriptions.Routines}
        {string.Join("\nUNION ALL\n",
            RelationDescriptions.Tables, RelationDescriptions.Views, RelationDescriptions.Sequences, RelationDescriptions.Columns,
            RelationDescriptions.Constraints, RelationDescriptions.Indexes, RelationDescriptions.Triggers, RelationDescriptions.Rules,
            RelationDescriptions.Persistence, DatabaseDescriptions.Schemas, DatabaseDescriptions.Extensions, DatabaseDescriptions.Types,
            DatabaseDescriptions.Functions, DatabaseDescriptions.Owners, DatabaseDescriptions.Grants)}
        """;

    private const string Parents = $"WITH {RelationDescriptions.Scope} {RelationDescriptions.Parents}";

    /// <exception cref="NpgsqlException">The server refused or cannot be reached.</exception>
    public async Task<SchemaDescription> ReadAsync(CancellationToken ct)
    {
        await using var source = database.CreateDataSource(Deadlines.Connected);
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);

        // With this path the server writes every name of ours with its schema; a table locked for long is not waited for.
        await using (var prepare = new NpgsqlCommand("SET LOCAL search_path = pg_catalog; SET LOCAL lock_timeout = '5s'", connection))
            await prepare.ExecuteNonQueryAsync(ct);

        var objects = await ReadAsync(connection, Objects, ToObject, ct);
        if (objects.Any(one => one is { Kind: SchemaObjectKind.Table, Name: "partition_policies" }))
            objects.AddRange(await ReadAsync(connection, DatabaseDescriptions.Policies, ToObject, ct));
        var parents = await ReadAsync(connection, Parents, row => (Partition: row.GetString(0), Parent: row.GetString(1)), ct);
        return new SchemaDescription(objects, parents.ToDictionary(pair => pair.Partition, pair => pair.Parent, StringComparer.Ordinal));
    }

    private static SchemaObject ToObject(NpgsqlDataReader row) =>
        new(Enum.Parse<SchemaObjectKind>(row.GetString(0)), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? "" : row.GetString(3));

    private static async Task<List<T>> ReadAsync<T>(NpgsqlConnection connection, string query, Func<NpgsqlDataReader, T> toRow, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(query, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
            rows.Add(toRow(reader));
        return rows;
    }
}
