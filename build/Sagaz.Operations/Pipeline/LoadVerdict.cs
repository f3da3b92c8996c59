using Sagaz.Core.Gates;
using Sagaz.Core.Load;
using Sagaz.Core.Topology;

namespace Sagaz.Operations.Pipeline;

/// <summary>The gates of a load, and whether its figures may be believed at all.</summary>
/// <param name="Audit">What the audit of the generator found.</param>
/// <param name="Gates">What clients and servers say.</param>
internal sealed record LoadVerdict(GateReport Audit, GateReport Gates)
{
    /// <summary>Why the figures may not be believed; null where they may.</summary>
    public string? Invalid => Audit.Verdict == Verdict.Pass ? null : new InvalidRunException(Audit).Sentence;

    /// <summary>All gates; those that an invalid run cannot judge did not run.</summary>
    public GateReport All => Audit + (Invalid is null ? Gates : new GateReport([.. Gates.Results.Select(Withdraw)]));

    public static LoadVerdict Of(
        PoolOverhead overhead, IReadOnlyList<LoadStage> stages, IReadOnlyList<ComparedFigure> comparison, string earlier, LoadPoison poison, ClusterTopology topology)
    {
        var limits = topology.Limits;
        var (audit, gates) = (new GateReport([]), LoadGates.JudgeOverhead(overhead, limits.Load));
        foreach (var stage in stages)
        {
            var suffix = stages.Count == 1 ? "" : "-" + stage.Name.Replace("steady ", "", StringComparison.Ordinal).Replace(" % of capacity", "percent", StringComparison.Ordinal);
            audit += GeneratorAudit.Judge(stage, limits.Load.Generator, suffix);
            // At the knee itself latency is what the queue makes of it: it is shown, and judged at 50 and 80 %.
            if (!stage.Name.StartsWith("100 %", StringComparison.Ordinal))
                gates += LoadGates.Judge(stage, limits, topology.Members - 1, suffix);
        }
        if (poison != LoadPoison.None)
            gates += LoadGates.JudgePoison(stages[^1], limits.Load.Poison);
        return new LoadVerdict(audit, gates + LoadComparison.Judge(comparison, earlier));
    }

    /// <summary>Puts the gates into the report and the log, and goes on only when all passed.</summary>
    /// <exception cref="InvalidRunException">The figures may not be believed.</exception>
    /// <exception cref="GateRefusedException">A gate failed or did not run.</exception>
    public void Require(ClusterContext cluster)
    {
        if (Invalid is null)
        {
            cluster.RequireGates(All);
            return;
        }
        cluster.Recorder.Add(All);
        throw new InvalidRunException(Audit);
    }

    private static GateResult Withdraw(GateResult gate) => gate with { Verdict = Verdict.NotRun, Measured = default, Limit = default, Detail = "the run is invalid" };
}
