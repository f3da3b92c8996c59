using System.Data;
using Npgsql;
using NpgsqlTypes;
using Sagaz.Core.Load;
using Sagaz.Core.Load.Scripts;

namespace Sagaz.Operations.Load.Driving;

/// <summary>One round trip of a script on one connection, made once and run again and again.</summary>
/// <remarks>Values go as texts whose types the server finds out, as those of pgbench do. Several statements are one transaction.</remarks>
internal sealed class RoundTripCommand : IDisposable
{
    private readonly NpgsqlBatch batch;
    private readonly (NpgsqlParameter<string> Parameter, int Place)[] parameters;
    private readonly IReadOnlyDictionary<string, int>? captures;

    public RoundTripCommand(NpgsqlConnection connection, ScriptCommand.RoundTrip roundTrip, CommitLevel? commit)
    {
        captures = roundTrip.Captures;
        batch = new NpgsqlBatch(connection);
        // For this transaction alone, so that a pool's server is as it was afterwards.
        if (commit is { } level)
            batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT set_config('synchronous_commit', '{Setting(level)}', true)"));
        var made = new List<(NpgsqlParameter<string>, int)>();
        foreach (var query in roundTrip.Queries)
        {
            var command = new NpgsqlBatchCommand(query.Text);
            foreach (var place in query.Places)
            {
                var parameter = new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Unknown };
                command.Parameters.Add(parameter);
                made.Add((parameter, place));
            }
            batch.BatchCommands.Add(command);
        }
        parameters = [.. made];
    }

    /// <summary>Has the server parse and plan it once for this connection.</summary>
    public void Prepare() => batch.Prepare();

    /// <summary>Runs it, and reads all that comes back.</summary>
    public void Run(ScriptScope scope)
    {
        foreach (var (parameter, place) in parameters)
            parameter.TypedValue = scope[place].ToString();
        if (captures is null)
            batch.ExecuteNonQuery();
        else
            Capture(captures, scope);
    }

    public void Dispose() => batch.Dispose();

    private void Capture(IReadOnlyDictionary<string, int> columns, ScriptScope scope)
    {
        using var reader = batch.ExecuteReader(CommandBehavior.Default);
        while (reader.FieldCount == 0 || !columns.ContainsKey(reader.GetName(0)))
        {
            if (!reader.NextResult())
                return;
        }
        while (reader.Read())
        {
            for (var column = 0; column < reader.FieldCount; column++)
            {
                if (columns.TryGetValue(reader.GetName(column), out var place))
                    scope[place] = ScriptValue.Of(Convert.ToString(reader.GetValue(column), System.Globalization.CultureInfo.InvariantCulture) ?? "");
            }
        }
    }

    private static string Setting(CommitLevel level) => level switch
    {
        CommitLevel.Off => "off",
        CommitLevel.Local => "local",
        CommitLevel.RemoteWrite => "remote_write",
        CommitLevel.RemoteApply => "remote_apply",
        _ => "on",
    };
}
