using Sagaz.Core.Gates;
using Sagaz.Core.Reporting;

namespace Sagaz.Operations.Reporting;

/// <summary>Collects what a run judges and measures, for the report at its end. Safe to use from several threads.</summary>
public sealed class RunRecorder
{
    private readonly Lock gate = new();
    private readonly TimeProvider clock;
    private readonly IReadOnlyList<string> targets;
    private readonly DateTimeOffset startedAt;
    private string? environment;
    private string? runtime;
    private GateReport gates = new([]);
    private Measurements measurements = Measurements.None;

    /// <summary>The run starts now.</summary>
    /// <param name="targets">The targets that were asked for.</param>
    /// <param name="clock">The system's clock unless said otherwise.</param>
    public RunRecorder(IEnumerable<string> targets, TimeProvider? clock = null)
    {
        this.clock = clock ?? TimeProvider.System;
        this.targets = [.. targets];
        startedAt = this.clock.GetUtcNow();
        Id = RunId.Create(startedAt, Random.Shared.Next(0x10000));
    }

    /// <summary>The run's name, see <see cref="RunId"/>.</summary>
    public string Id { get; }

    /// <summary>Whether nothing was judged or measured.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (gate)
                return gates.Results.Count == 0 && measurements == Measurements.None;
        }
    }

    /// <summary>Says where the run takes place, as soon as that is known.</summary>
    public void TakesPlaceIn(string environment, string runtime)
    {
        lock (gate)
            (this.environment, this.runtime) = (environment, runtime);
    }

    /// <summary>Adds gates after those that are there; a gate that was judged before is replaced by its later verdict.</summary>
    public void Add(GateReport report)
    {
        var judged = report.Results.Select(result => result.Id).ToHashSet(StringComparer.Ordinal);
        lock (gate)
            gates = new([.. gates.Results.Where(result => !judged.Contains(result.Id)), .. report.Results]);
    }

    /// <summary>Keeps one number; it replaces an earlier one of the same path.</summary>
    /// <param name="path">Names joined by dots, the unit last, e.g. <c>replication.lag.p99Ms</c>.</param>
    /// <param name="value">NaN where it could not be measured.</param>
    /// <exception cref="ArgumentException">See <see cref="Measurements.With(Measurement)"/>.</exception>
    public void Measure(string path, double value)
    {
        lock (gate)
            measurements = measurements.With(path, value);
    }

    /// <summary>Keeps a series of numbers; it replaces an earlier one of the same path.</summary>
    /// <inheritdoc cref="Measure(string, double)" />
    public void Measure(string path, IEnumerable<double> series)
    {
        var values = series.ToArray();
        lock (gate)
            measurements = measurements.With(path, values);
    }

    /// <summary>Keeps how long one part of the run took, after the parts that are there.</summary>
    public void Phase(string name, TimeSpan duration)
    {
        lock (gate)
            measurements = measurements.With(new PhaseDuration(name, duration));
    }

    /// <summary>The report of a run that ends now.</summary>
    public RunReport Complete(int exitCode)
    {
        lock (gate)
        {
            return new RunReport
            {
                Run = new RunSummary
                {
                    Id = Id,
                    StartedAt = startedAt,
                    FinishedAt = clock.GetUtcNow(),
                    Targets = targets,
                    Environment = environment,
                    Runtime = runtime,
                    ExitCode = exitCode,
                },
                Gates = gates,
                Measurements = measurements,
            };
        }
    }
}
