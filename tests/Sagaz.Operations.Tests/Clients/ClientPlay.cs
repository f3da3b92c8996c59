using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Tests.Clients;

/// <summary>How a play is set up.</summary>
internal sealed record ClientPlay
{
    /// <summary>The database as the application: directly or through pgbouncer-rw.</summary>
    public required PostgresEndpoint Application { get; init; }

    /// <summary>Decides everything that is left to chance.</summary>
    public required int Seed { get; init; }

    /// <summary>Connections that save sagas with their events.</summary>
    public int Savers { get; init; } = 4;

    /// <summary>Sagas that the savers share, so that they meet.</summary>
    public int Sagas { get; init; } = 6;

    /// <summary>Saves of each saver; each save puts one event into the outbox.</summary>
    public int SavesEach { get; init; } = 60;

    /// <summary>Connections that claim and publish events.</summary>
    public int Workers { get; init; } = 5;

    /// <summary>Events that a worker claims at once, at most.</summary>
    public int BatchSize { get; init; } = 7;

    /// <summary>The whole play ends within this.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Days before now over which events are spread, so that several partitions and the default one hold them.</summary>
    public int DaysBack { get; init; } = 3;
}
