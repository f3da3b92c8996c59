using System.Diagnostics;
using System.Globalization;
using Sagaz.Core.Errors;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>Runs commands in a pod, however long they take.</summary>
/// <remarks>
/// Each runs detached from the connection that began it, and is looked at until it has ended: a connection through the API
/// server that is silent for minutes is cut by what stands in between. Whatever of it is cut is asked again.
/// </remarks>
/// <param name="exec">Reaches the pod.</param>
/// <param name="pod">Name of the pod.</param>
/// <param name="container">Name of its container; it can write to /tmp and its first process buries what is left behind.</param>
/// <param name="log">Told what is waited for.</param>
internal sealed class PodCommands(PodExec exec, string pod, string container, IProgressLog log) : ICommandRunner
{
    /// <summary>First line of a look at a command that has not ended.</summary>
    private const string Runs = "runs";

    /// <summary>Begins the command where no look before has, and waits for its end for a while.</summary>
    /// <remarks>
    /// Of two looks, the first to make the folder begins it; one that was cut off before it had read all variables begins
    /// nothing. What stands in the folder: the session's process, what it wrote, and last its exit code.
    /// </remarks>
    internal const string Look = """
        folder=$1 patience=$2
        shift 2
        if mkdir "$folder" 2>/dev/null; then
            told=
            while IFS= read -r line; do
                if [ -z "$line" ]; then told=1; break; fi
                export "$line"
            done
            if [ -z "$told" ]; then rmdir "$folder"; exit 1; fi
            setsid --fork sh -c '
                folder=$1; shift
                echo $$ > "$folder/session"
                "$@" > "$folder/output" 2> "$folder/errors" < /dev/null
                echo $? > "$folder/ended.part"
                mv "$folder/ended.part" "$folder/ended"' sh "$folder" "$@" > /dev/null 2>&1 < /dev/null
        elif [ ! -d "$folder" ]; then
            echo "$folder cannot be made" >&2
            exit 1
        fi
        timeout "$patience" sh -c 'until [ -e "$1/ended" ]; do sleep 0.1; done' sh "$folder"
        if [ ! -e "$folder/ended" ]; then echo runs; exit 0; fi
        cat "$folder/ended" "$folder/output"
        cat "$folder/errors" >&2
        """;

    /// <summary>Ends the command with all that it started, and keeps one from beginning that was about to.</summary>
    internal const string Kill = """
        if mkdir "$1" 2>/dev/null || [ -e "$1/ended" ]; then exit 0; fi
        timeout 5 sh -c 'until [ -s "$1/session" ]; do sleep 0.1; done' sh "$1" || exit 0
        kill -s KILL -- "-$(cat "$1/session")" 2>/dev/null || true
        """;

    /// <inheritdoc />
    /// <exception cref="OperationFailedException">The pod is gone, or refuses.</exception>
    /// <exception cref="ArgumentException">A variable holds a line break.</exception>
    public async Task<CommandResult> RunAsync(Command command, CancellationToken cancellationToken)
    {
        log.Detail($"{pod}$ {command}");
        var deadline = command.Deadline ?? Deadlines.Restored;
        var folder = $"/tmp/command-{Guid.NewGuid():N}";
        var (clock, silence) = (Stopwatch.StartNew(), new Stopwatch());
        try
        {
            return await WaitFor.UntilAsync<CommandResult>(
                $"{Path.GetFileName(command.Program)} in the pod {pod}",
                deadline,
                log,
                token => LookAsync(command, folder, Shorter(Deadlines.PodLook, deadline - clock.Elapsed), clock, silence, token),
                cancellationToken,
                "./build.sh StatusK8s",
                Deadlines.ApiServerInterval);
        }
        catch (Exception given) when (given is OperationCanceledException or DeadlinePassedException)
        {
            await KillAsync(command, folder);
            throw;
        }
    }

    private async Task KillAsync(Command command, string folder)
    {
        try
        {
            (await RunScriptAsync(Kill, [folder], Deadlines.PodAnswers, input: null, CancellationToken.None)).Require();
        }
        catch (SagazException error)
        {
            log.Warning($"{Path.GetFileName(command.Program)} may still run in the pod {pod}: {error.Sentence}");
        }
    }

    private async Task<Observation<CommandResult>> LookAsync(
        Command command, string folder, TimeSpan patience, Stopwatch clock, Stopwatch silence, CancellationToken cancellationToken)
    {
        PodResult look;
        try
        {
            look = await RunScriptAsync(
                Look,
                [folder, patience.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture), command.Program, .. command.Arguments],
                patience + Deadlines.PodAnswers, Variables(command), cancellationToken);
        }
        catch (SagazException cut) when (cut is DeadlinePassedException or (OperationFailedException and not ApiRefusedException) && silence.Elapsed < Deadlines.ApiServerReturns)
        {
            silence.Start();
            return new NotYet(cut.Sentence);
        }
        silence.Reset();
        var (first, rest) = look.Require().Split('\n', 2) is [var line, var text] ? (line, text) : ("", "");
        return first == Runs
            ? new NotYet("it runs")
            : new CommandResult(command, int.Parse(first, CultureInfo.InvariantCulture), rest, look.ErrorOutput, clock.Elapsed);
    }

    // timeout takes 0 for no limit.
    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => TimeSpan.FromTicks(Math.Max(Math.Min(one.Ticks, other.Ticks), TimeSpan.TicksPerSecond / 10));

    /// <summary>Variables as the script reads them: they may be secrets, so they stand in no argument.</summary>
    private static string Variables(Command command)
    {
        var lines = command.Environment.Select(variable => $"{variable.Key}={variable.Value}").ToList();
        return lines.Exists(line => line.Contains('\n', StringComparison.Ordinal))
            ? throw new ArgumentException($"A variable of {command.Program} holds a line break.", nameof(command))
            : string.Concat(lines.Append("").Select(line => line + "\n"));
    }

    private Task<PodResult> RunScriptAsync(string script, IReadOnlyList<string> arguments, TimeSpan deadline, string? input, CancellationToken cancellationToken) =>
        exec.RunAsync(pod, container, ["/bin/sh", "-c", script, "sh", .. arguments], deadline, cancellationToken, input);
}
