using Sagaz.Core.Gates;
using Sagaz.Core.Reporting;
using Sagaz.Operations.Reporting;

namespace Sagaz.Operations.Tests.Reporting;

public sealed class RunRecorderTests
{
    private static readonly Gate Gate = new("some-gate", "Something holds", "a test");

    [Fact]
    public void Reports_what_it_was_told_in_that_order()
    {
        var clock = new SteppingClock();
        var recorder = new RunRecorder(["Up", "Migrate"], clock);
        recorder.TakesPlaceIn("local", "native");
        recorder.Add(new GateReport([Gate.Holds(true)]));
        recorder.Add(new GateReport([(Gate with { Id = "other" }).NotRun("no leader")]));
        recorder.Measure("replication.lag.p99Ms", 12.5);
        recorder.Measure("replication.lag.samplesMs", [1, 2]);
        recorder.Phase("start etcd", TimeSpan.FromSeconds(1));
        recorder.Phase("elect", TimeSpan.FromSeconds(2));
        clock.Now += TimeSpan.FromSeconds(7);

        var report = recorder.Complete(2);

        Assert.Equal(("local", "native", 2), (report.Run.Environment, report.Run.Runtime, report.Run.ExitCode));
        Assert.Equal(["Up", "Migrate"], report.Run.Targets);
        Assert.Equal(TimeSpan.FromSeconds(7), report.Run.FinishedAt - report.Run.StartedAt);
        Assert.Equal([Verdict.Pass, Verdict.NotRun], report.Gates.Results.Select(gate => gate.Verdict));
        Assert.Equal(["replication.lag.p99Ms", "replication.lag.samplesMs"], report.Measurements.All.Select(it => it.Path));
        Assert.Equal(["start etcd", "elect"], report.Measurements.Phases.Select(phase => phase.Name));
    }

    [Fact]
    public void A_gate_that_is_judged_again_keeps_its_later_verdict_only()
    {
        var recorder = new RunRecorder([]);
        recorder.Add(new GateReport([Gate.Holds(true)]));
        recorder.Add(new GateReport([Gate.Holds(false)]));

        Assert.Equal([Verdict.Fail], recorder.Complete(2).Gates.Results.Select(gate => gate.Verdict));
    }

    [Fact]
    public void Has_an_id_that_starts_with_the_time()
    {
        var recorder = new RunRecorder([], new SteppingClock());

        Assert.True(RunId.IsValid(recorder.Id));
        Assert.StartsWith("20261122T185957000Z-", recorder.Id, StringComparison.Ordinal);
        Assert.Equal(recorder.Id, recorder.Complete(0).Run.Id);
    }

    [Fact]
    public void A_run_that_ends_early_has_no_environment()
    {
        var report = new RunRecorder(["Up"]).Complete(3);

        Assert.Equal((null, null), (report.Run.Environment, report.Run.Runtime));
    }

    [Fact]
    public void Loses_nothing_when_several_threads_report()
    {
        var recorder = new RunRecorder([]);

        Parallel.For(0, 200, i =>
        {
            recorder.Add(new GateReport([(Gate with { Id = $"gate-{i}" }).Holds(true)]));
            recorder.Measure($"some.number{i}", i);
            recorder.Phase($"phase {i}", TimeSpan.Zero);
        });

        var report = recorder.Complete(0);
        Assert.Equal((200, 200, 200), (report.Gates.Results.Count, report.Measurements.All.Count, report.Measurements.Phases.Count));
    }

    private sealed class SteppingClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 22, 18, 59, 57, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
