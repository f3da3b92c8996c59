using Sagaz.Core.Monitoring;
using Sagaz.Operations.Runtimes;

namespace Sagaz.Operations.Monitoring.Scenarios;

/// <summary>Services that are stopped, and started again in the opposite order; a killed run's <c>Up</c> starts them too.</summary>
internal sealed class StoppedService(IClusterRuntime runtime, params IReadOnlyList<string> services) : IAlertScenario
{
    public required string Name { get; init; }

    public required IReadOnlyList<ExpectedAlert> Alerts { get; init; }

    public TimeSpan Detection { get; init; }

    public TimeSpan Recovery { get; init; }

    public bool IsAlone { get; init; }

    public async Task BreakAsync(CancellationToken cancellationToken)
    {
        foreach (var service in services)
            await runtime.StopServiceAsync(service, cancellationToken);
    }

    public async Task HealAsync(CancellationToken cancellationToken)
    {
        foreach (var service in services.Reverse())
            await runtime.StartServiceAsync(service, cancellationToken);
    }
}
