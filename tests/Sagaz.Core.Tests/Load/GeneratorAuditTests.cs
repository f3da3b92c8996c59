using Sagaz.Core.Errors;
using Sagaz.Core.Gates;
using Sagaz.Core.Load;
using Sagaz.Core.Topology;

namespace Sagaz.Core.Tests.Load;

public sealed class GeneratorAuditTests
{
    private static readonly GeneratorLimits Limits = new();

    [Fact]
    public void A_generator_that_keeps_up_is_believed()
    {
        Assert.Equal(Verdict.Pass, GeneratorAudit.Judge(Stages.Well, Limits).Verdict);
    }

    [Fact]
    public void Late_idle_clients_make_a_run_invalid_by_their_share_of_the_latency()
    {
        LoadStage Late(double lateness, double latency) => Stages.Well with
        {
            Generator = Stages.Well.Generator with { Lateness = Stages.Figures(0.1, lateness) },
            Writes = Stages.Figures(1, latency),
            Reads = LatencyFigures.Empty,
        };

        Assert.Equal(["generator-lateness"], GeneratorAudit.Judge(Late(11, 40), Limits).Refused.Select(gate => gate.Id));
        Assert.Equal(Verdict.Pass, GeneratorAudit.Judge(Late(9, 40), Limits).Verdict);
        // The system's clock is no finer.
        Assert.Equal(Verdict.Pass, GeneratorAudit.Judge(Late(1.9, 2), Limits).Verdict);
    }

    [Fact]
    public void A_generator_that_takes_the_machine_or_collects_garbage_is_not_believed()
    {
        var greedy = Stages.Well with { Generator = Stages.Well.Generator with { CpuPercent = 61, GarbageCollectionPercent = 2.1 } };

        var audit = GeneratorAudit.Judge(greedy, Limits);

        Assert.Equal(["generator-cpu", "generator-gc"], audit.Refused.Select(gate => gate.Id));
        var invalid = new InvalidRunException(audit);
        Assert.Equal(ExitCode.NotRun, invalid.ExitCode);
        Assert.Contains("its generator was the bottleneck (generator-cpu, generator-gc)", invalid.Sentence, StringComparison.Ordinal);
    }
}
