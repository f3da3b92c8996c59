using System.Diagnostics;
using Sagaz.Core.Errors;
using Sagaz.Core.Monitoring;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Monitoring;

/// <summary>Breaks things, looks for their alerts in Alertmanager, heals, and looks again.</summary>
/// <param name="alertmanager">Where alerts must arrive.</param>
/// <param name="timings">How soon each must, by its name.</param>
/// <param name="log">Told what is broken and healed.</param>
public sealed class AlertTrials(AlertmanagerClient alertmanager, IReadOnlyDictionary<string, AlertTiming> timings, IProgressLog log)
{
    /// <summary>How long after the limit it is looked for still, so that late and never can be told apart.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>Holds them: those that disturb nobody at once, then the others one by one.</summary>
    /// <returns>A trial per expected alert; whatever becomes of it, what was broken is healed before this returns.</returns>
    public async Task<IReadOnlyList<AlertTrial>> HoldAsync(IReadOnlyList<IAlertScenario> scenarios, CancellationToken cancellationToken)
    {
        var trials = new List<AlertTrial>();
        foreach (var wave in scenarios.Where(scenario => !scenario.IsAlone).Chunk(int.MaxValue)
            .Concat(scenarios.Where(scenario => scenario.IsAlone).Select(scenario => new[] { scenario })))
        {
            foreach (var held in await Task.WhenAll(wave.Select(scenario => HoldAsync(scenario, cancellationToken))))
                trials.AddRange(held);
        }
        return trials;
    }

    private async Task<IReadOnlyList<AlertTrial>> HoldAsync(IAlertScenario scenario, CancellationToken cancellationToken)
    {
        var trials = scenario.Alerts.Select(alert => new AlertTrial { Scenario = scenario.Name, Alert = alert }).ToList();
        if (trials.Find(trial => !timings.ContainsKey(trial.Alert.Name)) is { } unknown)
            return [.. trials.Select(trial => trial with { NotHeld = $"The loaded rules have no alert '{unknown.Alert.Name}'." })];
        var active = await alertmanager.ReadActiveAsync(cancellationToken);
        if (trials.Find(trial => active.Any(trial.Alert.Matches)) is { } early)
            return [.. trials.Select(trial => trial with { NotHeld = $"{early.Alert} fired before anything was broken." })];

        var healed = Stopwatch.StartNew();
        try
        {
            log.Information($"{scenario.Name}: breaking it; must raise {string.Join(", ", scenario.Alerts)}");
            await scenario.BreakAsync(cancellationToken);
            trials = [.. await Task.WhenAll(trials.Select(trial => AwaitFiringAsync(trial, scenario.Detection, cancellationToken)))];
        }
        catch (SagazException notBroken)
        {
            trials = [.. trials.Select(trial => trial with { NotHeld = notBroken.Sentence })];
        }
        finally
        {
            // Not cancellable: what we broke, we heal, also after Ctrl+C.
            await scenario.HealAsync(CancellationToken.None);
            healed.Restart();
            log.Information($"{scenario.Name}: healed");
        }
        return await Task.WhenAll(trials.Select(trial => AwaitGoneAsync(trial, scenario.Recovery, healed, cancellationToken)));
    }

    private async Task<AlertTrial> AwaitFiringAsync(AlertTrial trial, TimeSpan detection, CancellationToken cancellationToken)
    {
        var limit = timings[trial.Alert.Name].FiresWithin(detection);
        var fired = await LookAsync(trial, wanted: true, limit, Stopwatch.StartNew(), cancellationToken);
        return trial with { FireLimit = limit, FiredAfter = fired };
    }

    private async Task<AlertTrial> AwaitGoneAsync(AlertTrial trial, TimeSpan recovery, Stopwatch healed, CancellationToken cancellationToken)
    {
        if (trial.NotHeld is not null)
            return trial;
        var limit = timings[trial.Alert.Name].ResolvesWithin(recovery);
        return trial with { ResolveLimit = limit, ResolvedAfter = await LookAsync(trial, wanted: false, limit, healed, cancellationToken) };
    }

    /// <returns>When it was as wanted; null when it never was.</returns>
    private async Task<TimeSpan?> LookAsync(AlertTrial trial, bool wanted, TimeSpan limit, Stopwatch clock, CancellationToken cancellationToken)
    {
        try
        {
            return await WaitFor.UntilAsync<TimeSpan>(
                $"{trial.Alert} {(wanted ? "to fire" : "to be gone")}",
                limit + Patience,
                log,
                async token => (await alertmanager.ReadActiveAsync(token)).Any(trial.Alert.Matches) == wanted
                    ? clock.Elapsed
                    : new NotYet(wanted ? "it does not fire" : "it fires"),
                cancellationToken,
                interval: LookInterval);
        }
        catch (DeadlinePassedException)
        {
            return null;
        }
    }
}
