using System.Globalization;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Faults;

/// <summary>A detached process that heals when this one has ended, however it ended, and left something on record.</summary>
/// <param name="commands">Starts it.</param>
/// <param name="journal">What is on record.</param>
/// <param name="heal">Heals everything on record; run again when it fails.</param>
/// <param name="output">File that takes its output.</param>
public sealed class FaultGuard(CommandRunner commands, FaultJournal journal, Command heal, string output)
{
    // tail ends with the process that it watches. What is still on record then, nobody else will heal.
    private const string Script = """
        folder=$1; tail --pid="$2" -s 0.2 -f /dev/null; shift 2
        for attempt in 1 2 3; do
            ls "$folder"/*.json >/dev/null 2>&1 || exit 0
            "$@"
        done
        """;

    private bool isStarted;

    /// <summary>Starts it; once is enough for everything that this process breaks.</summary>
    /// <exception cref="CommandFailedException">It could not be started.</exception>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (isStarted)
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(output)!);
        var command = new Command(
            "/bin/sh",
            ["-c", "output=$1; shift; exec setsid --fork /bin/sh -c \"$0\" guard \"$@\" </dev/null >>\"$output\" 2>&1", Script, output,
                journal.Folder, Environment.ProcessId.ToString(CultureInfo.InvariantCulture), heal.Program, .. heal.Arguments])
        {
            Deadline = Deadlines.Request,
        };
        (await commands.RunAsync(command, cancellationToken: cancellationToken)).Require();
        isStarted = true;
    }
}
