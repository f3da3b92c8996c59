using Sagaz.Core.Gates;
using static System.FormattableString;

namespace Sagaz.Core.Load;

/// <summary>Compares a run with an earlier one: what became worse beyond the noise of both runs' repeats is a regression.</summary>
public static class LoadComparison
{
    /// <summary>Of two standard deviations, which hold 95 of 100 values of a normal distribution.</summary>
    private const double Deviations = 2;

    /// <summary>The figures of both.</summary>
    /// <param name="before">The earlier run's repeats, one at least.</param>
    /// <param name="now">This run's repeats, one at least.</param>
    /// <param name="leastPercent">Band below which nothing counts, of the earlier figure.</param>
    public static IReadOnlyList<ComparedFigure> Compare(IReadOnlyList<LoadStage> before, IReadOnlyList<LoadStage> now, double leastPercent)
    {
        ComparedFigure Figure(string name, string unit, bool isBetterHigher, Func<LoadStage, double> value)
        {
            var (old, present) = (before.Select(value).ToList(), now.Select(value).ToList());
            var noise = Deviations * Math.Sqrt(Variance(old) + Variance(present));
            return new ComparedFigure(name, unit, isBetterHigher, old.Average(), present.Average(), Math.Max(noise, Math.Abs(old.Average()) * leastPercent / 100));
        }
        var figures = new List<ComparedFigure> { Figure("throughput", "per second", true, stage => stage.Throughput) };
        if (before.Concat(now).All(stage => stage.Writes.Count > 0))
        {
            figures.Add(Figure("writes-p50", "ms", false, stage => stage.Writes.P50));
            figures.Add(Figure("writes-p99", "ms", false, stage => stage.Writes.P99));
        }
        if (before.Concat(now).All(stage => stage.Reads.Count > 0))
        {
            figures.Add(Figure("reads-p50", "ms", false, stage => stage.Reads.P50));
            figures.Add(Figure("reads-p95", "ms", false, stage => stage.Reads.P95));
        }
        figures.Add(Figure("errors", "per million", false, stage => stage.ErrorsPerMillion));
        return figures;
    }

    /// <summary>What two runs should have in common and have not, so that their difference may come from it; e.g. <c>profile: saga, now mixed</c>.</summary>
    public static IReadOnlyList<string> Differences(LoadReport before, LoadReport now)
    {
        (string Name, string Before, string Now)[] all =
        [
            ("profile", before.Profile, now.Profile),
            ("runtime", before.Runtime, now.Runtime),
            ("poison", $"{before.Poison}", $"{now.Poison}"),
            ("arrivals", Joined(before, stage => $"{stage.Arrivals}"), Joined(now, stage => $"{stage.Arrivals}")),
            ("requests a second", Joined(before, stage => Invariant($"{stage.Rate:0.#}")), Joined(now, stage => Invariant($"{stage.Rate:0.#}"))),
            ("connections", Joined(before, stage => $"{stage.Connections}"), Joined(now, stage => $"{stage.Connections}")),
            ("operations", Operations(before), Operations(now)),
            ("configuration hash", before.ConfigurationHash[..Math.Min(8, before.ConfigurationHash.Length)], now.ConfigurationHash[..Math.Min(8, now.ConfigurationHash.Length)]),
        ];
        return [.. all.Where(one => one.Before != one.Now).Select(one => $"{one.Name}: {one.Before}, now {one.Now}")];
    }

    /// <summary>One gate per figure.</summary>
    public static GateReport Judge(IReadOnlyList<ComparedFigure> figures, string earlier) => new(
        [.. figures.Select(figure => new Gate($"compare-{figure.Name}", $"{figure.Name} is no worse than that of {earlier}", "repeats of both runs", figure.Unit)
            .AtMost(figure.Worse, figure.Band, Invariant($"before {figure.Before:0.##}, now {figure.Now:0.##}; measured is how much worse, limit the band of noise")))]);

    private static string Operations(LoadReport report) => Joined(report, stage => stage.Operations.Count == 0 ? "none" : string.Join('+', stage.Operations.Select(mark => mark.Operation)));

    private static string Joined(LoadReport report, Func<LoadStage, string> value) => string.Join("/", report.Stages.Select(value).Distinct());

    private static double Variance(IReadOnlyList<double> values) =>
        values.Count < 2 ? 0 : values.Sum(value => Math.Pow(value - values.Average(), 2)) / (values.Count - 1);
}
