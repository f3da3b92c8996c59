using Sagaz.Operations.Processes;

namespace Sagaz.Operations.Tests.Backups;

/// <summary>deploy/backups/backup_schedule.py: what is due at hour 1000, full ones every 168 hours, differential ones every 24.</summary>
public sealed class BackupScheduleTests
{
    private const string Program =
        """
        import sys
        sys.path.insert(0, sys.argv[1])
        sys.dont_write_bytecode = True
        import backup_schedule
        backups = [{'type': word.split('@')[0], 'timestamp': {'stop': int(word.split('@')[1]) * 3600}} for word in sys.argv[2:]]
        print(backup_schedule.due(backups, 1000 * 3600, 168, 24))
        """;

    [RequiresToolTheory("python3")]
    [InlineData("", "full")]
    [InlineData("full@990", "None")]
    [InlineData("full@976", "diff")]
    [InlineData("full@900 diff@980", "None")]
    [InlineData("full@900 diff@976", "diff")]
    [InlineData("full@832 diff@999", "full")]
    [InlineData("full@833 incr@999", "None")]
    public async Task Makes_what_is_due(string backups, string due)
    {
        var command = new Command("python3", ["-c", Program, RepositoryRoot.Of("deploy", "backups"), .. backups.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(due, (await new CommandRunner(new ListLog()).RunAsync(command)).Require().Output.Trim());
    }
}
