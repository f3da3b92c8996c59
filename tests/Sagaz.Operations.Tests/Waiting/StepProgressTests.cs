using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Tests.Waiting;

public sealed class StepProgressTests
{
    [Fact]
    public void The_first_two_seconds_are_details_only()
    {
        var log = new LevelLog();

        new StepProgress(log, "apt-get update", TimeSpan.FromMinutes(20)).See(" Get:1 ");

        Assert.Equal(["detail: apt-get update:  Get:1 "], log.Lines);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_line_after_two_seconds_says_how_long_of_how_much()
    {
        var log = new LevelLog();
        var step = new StepProgress(log, "apt-get install", TimeSpan.FromMinutes(20));

        await Eventually.HoldsAsync(() =>
        {
            step.See(" Unpacking haproxy ");
            return Task.FromResult(log.Lines[^1].StartsWith("information", StringComparison.Ordinal));
        });
        step.See("at once");

        Assert.Matches(@"^information: apt-get install: \d+ s of 1200 s; Unpacking haproxy$", log.Lines[^2]);
        Assert.Equal("detail: apt-get install: at once", log.Lines[^1]);
    }

    private sealed class LevelLog : IProgressLog
    {
        public List<string> Lines { get; } = [];

        public void Information(string line) => Lines.Add("information: " + line);

        public void Detail(string line) => Lines.Add("detail: " + line);

        public void Warning(string line) => Lines.Add("warning: " + line);
    }
}
