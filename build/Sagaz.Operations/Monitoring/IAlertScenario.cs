using Sagaz.Core.Monitoring;

namespace Sagaz.Operations.Monitoring;

/// <summary>One way to break a cluster on purpose, the alerts that it must raise, and the way back.</summary>
public interface IAlertScenario
{
    /// <summary>What is broken, in kebab-case.</summary>
    string Name { get; }

    /// <summary>What it must raise.</summary>
    IReadOnlyList<ExpectedAlert> Alerts { get; }

    /// <summary>From the end of <see cref="BreakAsync"/> until a scrape can see it.</summary>
    TimeSpan Detection { get; }

    /// <summary>From the end of <see cref="HealAsync"/> until a scrape can see it.</summary>
    TimeSpan Recovery { get; }

    /// <summary>Whether others see it too, so that nothing else can be tried meanwhile.</summary>
    bool IsAlone { get; }

    /// <summary>Breaks it.</summary>
    Task BreakAsync(CancellationToken cancellationToken);

    /// <summary>Undoes the break; does no harm where nothing is broken, or where a killed run left it half broken.</summary>
    Task HealAsync(CancellationToken cancellationToken);
}
