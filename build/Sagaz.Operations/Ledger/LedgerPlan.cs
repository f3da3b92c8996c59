using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Ledger;

/// <summary>The ledger's load: who connects where, and how often.</summary>
public sealed record LedgerPlan
{
    /// <summary>pgbouncer-rw, as the application reaches it.</summary>
    public required PostgresEndpoint Writes { get; init; }

    /// <summary>pgbouncer-ro, as a reader reaches it.</summary>
    public required PostgresEndpoint Reads { get; init; }

    /// <summary>Name of the run; all its rows carry it. Letters, digits and dashes.</summary>
    public required string Run { get; init; }

    /// <summary>Writing clients; 4 unless said otherwise, 1 to 50.</summary>
    public int Writers { get; init; } = 4;

    /// <summary>Reading clients; 2 unless said otherwise, 1 to 50.</summary>
    public int Readers { get; init; } = 2;

    /// <summary>Steps of a saga before its writer begins the next one; 5 unless said otherwise.</summary>
    public int StepsPerSaga { get; init; } = 5;

    /// <summary>Pause of a client between two operations, which bounds how finely an outage is seen; 20 ms unless said otherwise.</summary>
    public TimeSpan Pace { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How long one operation, its connection included, may take before the client gives it up; 5 s unless said otherwise.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How soon a client whose connection failed makes the next one; 50 ms unless said otherwise.</summary>
    public TimeSpan Reconnect { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The aggregate type of the run's events, by which its rows are told from those of others.</summary>
    public string AggregateType => "ledger-" + Run;
}
