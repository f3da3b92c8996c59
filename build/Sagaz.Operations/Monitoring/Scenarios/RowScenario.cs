using Sagaz.Core.Monitoring;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Monitoring.Scenarios;

/// <summary>A row that should not be there; it disturbs nobody.</summary>
internal abstract class RowScenario(PostgresEndpoint leader) : IAlertScenario
{
    /// <summary>Marks our rows, so that a later run finds what a killed one left.</summary>
    protected const string Mark = "sagaz-verify-alerts";

    public abstract string Name { get; }

    public abstract IReadOnlyList<ExpectedAlert> Alerts { get; }

    public TimeSpan Detection => TimeSpan.Zero;

    public TimeSpan Recovery => TimeSpan.Zero;

    public bool IsAlone => false;

    /// <summary>Writes the row.</summary>
    protected abstract string Insert { get; }

    /// <summary>Removes it, and those of earlier runs.</summary>
    protected abstract string Delete { get; }

    public async Task BreakAsync(CancellationToken cancellationToken)
    {
        await HealAsync(cancellationToken);
        await LeaderStatement.RunAsync(leader, Insert, cancellationToken);
    }

    public Task HealAsync(CancellationToken cancellationToken) => LeaderStatement.RunAsync(leader, Delete, cancellationToken);
}
