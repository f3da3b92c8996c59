using System.Diagnostics;
using Sagaz.Operations.Processes;

namespace Sagaz.Operations.Tests.Processes;

public sealed class RunningProcessTests
{
    [Fact]
    public void This_process_is_among_all_with_its_command_line()
    {
        var own = Assert.Single(RunningProcess.All(), process => process.Id == Environment.ProcessId);

        Assert.Equal(Environment.GetCommandLineArgs()[^1], own.CommandLine[^1]);
        Assert.True(RunningProcess.IsAlive(own.Id));
    }

    [Theory]
    [InlineData("/x/.sagaz/local", true)]
    [InlineData("/x/.sagaz/local/run", true)]
    [InlineData("--data=/x/.sagaz/local/run", true)]
    [InlineData("/x/.sagaz/local+100/run", false)]
    [InlineData("/x/.sagaz", false)]
    public void Mentions_a_folder_and_what_is_below_it_but_not_its_neighbours(string argument, bool isMentioned)
    {
        Assert.Equal(isMentioned, new RunningProcess(1, ["postgres", argument]).Mentions("/x/.sagaz/local"));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_signal_ends_a_process_and_reaches_nobody_after_that()
    {
        using var sleeper = Process.Start(new ProcessStartInfo("sleep", ["60"]))!;
        await Eventually.HoldsAsync(() => Task.FromResult(Find(sleeper.Id) is { CommandLine: [.., "60"] }));
        var found = Find(sleeper.Id)!;

        Assert.True(found.Send(15));
        await sleeper.WaitForExitAsync();

        Assert.False(RunningProcess.IsAlive(found.Id));
        Assert.False(found.Send(15));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_killed_process_that_nobody_has_collected_is_not_alive()
    {
        // The shell collects its child only after it has read a line.
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", "sleep 60 & echo $!; read line; wait"])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        })!;
        var child = int.Parse((await shell.StandardOutput.ReadLineAsync())!, System.Globalization.CultureInfo.InvariantCulture);

        new RunningProcess(child, []).Send(9);

        await Eventually.HoldsAsync(() => Task.FromResult(File.ReadAllText($"/proc/{child}/stat").Contains(") Z ", StringComparison.Ordinal)));
        Assert.False(RunningProcess.IsAlive(child));
        Assert.DoesNotContain(RunningProcess.All(), process => process.Id == child);
        shell.StandardInput.Close();
        await shell.WaitForExitAsync();
    }

    [Fact]
    public void Its_text_is_its_id_and_command_line()
    {
        Assert.Equal("7 (etcd --config-file x)", new RunningProcess(7, ["etcd", "--config-file", "x"]).ToString());
    }

    private static RunningProcess? Find(int id) => RunningProcess.All().FirstOrDefault(process => process.Id == id);
}
