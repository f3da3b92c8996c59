using Sagaz.Core.Load;

namespace Sagaz.Operations.Pipeline;

/// <summary>What <c>LoadTest</c> is to do.</summary>
public sealed record LoadRequest
{
    /// <summary>Name of the profile in sql/workload.</summary>
    public required string Profile { get; init; }

    /// <summary>Requests a second; null for what the profile says.</summary>
    public int? Rate { get; init; }

    /// <summary>What figures are about; 60 s unless said otherwise.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Left out of all figures; 5 s unless said otherwise.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Connections to pgbouncer-rw, or to pgbouncer-ro where the profile only reads; null for what the profile says.</summary>
    public int? Connections { get; init; }

    /// <summary>How requests begin.</summary>
    public LoadArrivals Arrivals { get; init; } = LoadArrivals.Poisson;

    /// <summary>How often the same load is run; the noise of a comparison comes from it.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>Whether the knee is looked for first, and the load run at 50, 80 and 100 % of it.</summary>
    public bool FindsCapacity { get; init; }

    /// <summary>An earlier run to compare with; null for none.</summary>
    public string? Compare { get; init; }

    /// <summary>What happens in the middle; null for what the profile says.</summary>
    public IReadOnlyList<LoadOperation>? During { get; init; }

    /// <summary>What makes the queue sick.</summary>
    public LoadPoison Poison { get; init; }

    /// <summary>Whether levels of durability are priced, too.</summary>
    public bool PricesDurability { get; init; }
}
