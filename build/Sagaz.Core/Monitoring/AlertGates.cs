using System.Globalization;
using Sagaz.Core.Gates;

namespace Sagaz.Core.Monitoring;

/// <summary>Judges whether alerts fire and resolve in time.</summary>
public static class AlertGates
{
    private const string Source = "Alertmanager's API";

    /// <summary>Two gates per trial: it fires in time, and it is gone in time.</summary>
    public static GateReport Judge(IEnumerable<AlertTrial> trials) => new([.. trials.SelectMany(Judge)]);

    private static IEnumerable<GateResult> Judge(AlertTrial trial)
    {
        var fires = Gate(trial, "fires", "is raised");
        var resolves = Gate(trial, "resolves", "is gone after the heal");
        if (trial.NotHeld is { } reason)
            return [fires.NotRun(reason), resolves.NotRun(reason)];
        return
        [
            InTime(fires, trial.FiredAfter, trial.FireLimit),
            trial.FiredAfter is null ? resolves.NotRun("It did not fire.") : InTime(resolves, trial.ResolvedAfter, trial.ResolveLimit),
        ];
    }

    private static Gate Gate(AlertTrial trial, string verb, string title) => new(
        $"alert-{trial.Scenario}-{trial.Alert.Name.ToLowerInvariant()}-{verb}", $"{trial.Alert} {title} in time ({trial.Scenario})", Source, "s");

    private static GateResult InTime(Gate gate, TimeSpan? measured, TimeSpan limit) => measured is { } after
        ? gate.AtMost(Math.Round(after.TotalSeconds, 1), limit.TotalSeconds)
        : (gate with { Unit = "" }).Exactly("never", string.Create(CultureInfo.InvariantCulture, $"{limit.TotalSeconds:0} s"));
}
