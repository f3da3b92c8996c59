using Sagaz.Core.Monitoring;
using Sagaz.Operations.Runtimes;

namespace Sagaz.Operations.Monitoring.Scenarios;

/// <summary>A service that is stopped and started again; a killed run's <c>Up</c> starts it too.</summary>
internal sealed class StoppedService(IClusterRuntime runtime, string service) : IAlertScenario
{
    public required string Name { get; init; }

    public required IReadOnlyList<ExpectedAlert> Alerts { get; init; }

    public TimeSpan Detection { get; init; }

    public TimeSpan Recovery { get; init; }

    public bool IsAlone { get; init; }

    public Task BreakAsync(CancellationToken cancellationToken) => runtime.StopServiceAsync(service, cancellationToken);

    public Task HealAsync(CancellationToken cancellationToken) => runtime.StartServiceAsync(service, cancellationToken);
}
