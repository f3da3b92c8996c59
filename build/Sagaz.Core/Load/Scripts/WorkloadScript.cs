namespace Sagaz.Core.Load.Scripts;

/// <summary>A file of sql/workload: a script of pgbench, read by <see cref="WorkloadScriptParser"/>.</summary>
public sealed record WorkloadScript
{
    /// <summary>The file's name, e.g. <c>saga.sql</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it does, in order.</summary>
    public required IReadOnlyList<ScriptCommand> Commands { get; init; }

    /// <summary>Its variables; their index is their place.</summary>
    public required IReadOnlyList<string> Variables { get; init; }

    /// <summary>The round trips, in order.</summary>
    public IReadOnlyList<ScriptCommand.RoundTrip> RoundTrips => [.. Commands.OfType<ScriptCommand.RoundTrip>()];

    /// <summary>A client's variables before the script begins.</summary>
    /// <param name="random">The client's numbers.</param>
    /// <param name="given">Values by name, those of the profile.</param>
    /// <param name="client">The client's number, which is <c>:client_id</c>.</param>
    public ScriptScope Open(SeededRandom random, IReadOnlyDictionary<string, double> given, int client)
    {
        var values = new ScriptValue[Variables.Count];
        for (var place = 0; place < values.Length; place++)
        {
            if (given.TryGetValue(Variables[place], out var value))
                values[place] = value == Math.Floor(value) ? (long)value : value;
        }
        if (Variables.ToList().IndexOf(ClientId) is >= 0 and var own)
            values[own] = (long)client;
        return new ScriptScope(random, values);
    }

    /// <summary>pgbench's own variable for the client's number, from 0.</summary>
    public const string ClientId = "client_id";
}
