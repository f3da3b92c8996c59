using Npgsql;
using Sagaz.Core.Backups;
using Sagaz.Core.Errors;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Backups;

/// <summary>A copy of the cluster as it once was, on a port of its own beside it; it archives nothing and runs no jobs.</summary>
/// <param name="place">Where it lies and what runs it.</param>
/// <param name="superuser">How to log in, where the restored state knows the password.</param>
/// <param name="commands">Runs what must be run.</param>
/// <param name="log">Told what is waited for.</param>
public sealed class RestoredServer(RestoredPlace place, PostgresEndpoint superuser, ICommandRunner commands, IProgressLog log)
{
    private const int ShownLines = 12;

    /// <summary>Its data folder.</summary>
    public string Folder => place.Folder;

    /// <summary>How to log in as superuser.</summary>
    public PostgresEndpoint Superuser => superuser;

    /// <inheritdoc cref="RestoredPlace.WayThere"/>
    public string? WayThere => place.WayThere;

    /// <summary>Restores into its place, in which nothing of an older copy is left, and starts it there.</summary>
    /// <param name="backup">Where it begins.</param>
    /// <param name="target">Where it ends.</param>
    /// <param name="cancellationToken">Removes what was restored and ends.</param>
    /// <exception cref="OperationFailedException">It does not start, or WAL ends before the target.</exception>
    public async Task RestoreAsync(BackupSet backup, RestoreTarget target, CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        try
        {
            await StopAsync(cancellationToken);
            await ScriptAsync("rm -rf \"$1\" && mkdir -p \"$1\" && mkdir -m 700 \"$2\"", [place.Home, place.Folder], cancellationToken);
            await place.Repository.RestoreAsync(backup, target, place.Folder, cancellationToken);
            var control = (await RunAsync("pg_controldata", ["--pgdata=" + place.Folder], Deadlines.ServiceStopped, cancellationToken)).Require();
            await ScriptAsync("printf %s \"$2\" > \"$1\"", [place.ConfigurationFile, RestoredSettings.Render(control.Output, place)], cancellationToken);
            await ScriptAsync("printf %s \"$2\" > \"$1\"", [place.AccessFile, RestoredSettings.RenderAccess(place)], cancellationToken);
            await StartAsync(cancellationToken);
        }
        catch
        {
            await RemoveAsync(CancellationToken.None);
            throw;
        }
    }

    /// <summary>Makes the stopped copy fit to be a member's data.</summary>
    /// <remarks>
    /// pgBackRest's orders were followed: a replica made of this folder would follow them again. The history of its own
    /// timeline goes to the archive: without it there, a later restore would take the same number for another timeline, and
    /// the archive refuses a segment that it has with other content.
    /// </remarks>
    public Task PrepareForMemberAsync(CancellationToken cancellationToken) => ScriptAsync(
        """
        cd "$1"
        sed -i -E '/^(restore_command|recovery_target|archive_mode)/d' postgresql.auto.conf
        for history in pg_wal/*.history; do
            test -e "$history" && touch "pg_wal/archive_status/${history##*/}.ready"
        done
        """,
        [place.Folder],
        cancellationToken);

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await place.OpenAsync(cancellationToken);
        }
        catch
        {
            // Nothing runs there that could be stopped.
            await place.CloseAsync(CancellationToken.None);
            throw;
        }
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        // On the command line, because ALTER SYSTEM's file, restored too, counts for more than a configuration file.
        var options = $"-c config_file='{place.ConfigurationFile}' -c archive_mode=off -c hot_standby=off";
        var started = await RunAsync(
            "pg_ctl",
            ["--pgdata=" + place.Folder, "--wait", $"--timeout={Deadlines.Restored.TotalSeconds:0}", "--log=" + place.LogFile, "--options=" + options, "start"],
            Deadlines.Restored,
            cancellationToken);
        if (!started.Succeeded)
            throw await NotReachedAsync(cancellationToken);
        // pg_ctl is content with a server that replays.
        await WaitFor.UntilAsync<bool>("the restored server to reach its target", Deadlines.Restored, log, LookAsync, cancellationToken);
    }

    private async Task<Observation<bool>> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var source = superuser.CreateDataSource();
            await using var command = source.CreateCommand("SELECT NOT pg_is_in_recovery()");
            return await command.ExecuteScalarAsync(cancellationToken) is true ? true : new NotYet("it replays");
        }
        catch (NpgsqlException error)
        {
            return await IsRunningAsync(cancellationToken) ? new NotYet((error as PostgresException)?.MessageText ?? error.Message) : throw await NotReachedAsync(cancellationToken);
        }
    }

    private async Task<OperationFailedException> NotReachedAsync(CancellationToken cancellationToken) => new(
        "The restored server did not reach its target.",
        (await RunLineAsync(["tail", $"--lines={ShownLines}", place.LogFile], Deadlines.ServiceStopped, cancellationToken)).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries),
        "./build.sh VerifyBackup says whether WAL is missing");

    private async Task<bool> IsRunningAsync(CancellationToken cancellationToken) =>
        (await RunAsync("pg_ctl", ["--pgdata=" + place.Folder, "status"], Deadlines.ServiceStopped, cancellationToken)).Succeeded;

    /// <summary>Stops it in good order where it runs.</summary>
    /// <exception cref="CommandFailedException">It does not stop.</exception>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (await IsRunningAsync(cancellationToken))
            (await RunAsync("pg_ctl", ["--pgdata=" + place.Folder, "--wait", "--mode=fast", "stop"], Deadlines.ServiceStopped, cancellationToken)).Require();
    }

    /// <summary>Stops it and removes its files.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (place.ClosesWithAll)
                return;
            await StopAsync(cancellationToken);
            await ScriptAsync("rm -rf \"$1\"", [place.Home], cancellationToken);
        }
        finally
        {
            await place.CloseAsync(cancellationToken);
        }
    }

    /// <summary>Reads every page of the stopped server and compares its checksum.</summary>
    /// <exception cref="FormatException">The server has no checksums, or was not stopped in good order.</exception>
    public async Task<ChecksumReading> CheckPagesAsync(CancellationToken cancellationToken)
    {
        var result = await RunAsync("pg_checksums", ["--check", "--pgdata=" + place.Folder], Deadlines.PagesChecked, cancellationToken);
        return ChecksumReading.Parse(result.Output + result.ErrorOutput);
    }

    /// <summary>Checks every table and index of the running server, all databases.</summary>
    /// <returns>Null when all is sound; else the first complaints.</returns>
    public async Task<string?> CheckRelationsAsync(CancellationToken cancellationToken)
    {
        var command = place.Run(
            [
                Path.Combine(place.Programs, "pg_amcheck"), "--all", "--install-missing", "--heapallindexed", "--jobs=2", "--no-password",
                "--host=127.0.0.1", $"--port={place.Port}", "--username=" + superuser.Username,
            ],
            // libpq looks at home for a certificate of its own; the servers' user may not look into ours.
            new Dictionary<string, string> { ["PGPASSWORD"] = superuser.Password, ["PGSSLMODE"] = "require", ["HOME"] = place.Home });
        var result = await commands.RunAsync(command with { Deadline = Deadlines.PagesChecked }, cancellationToken);
        return result.Succeeded ? null : string.Join(' ', (result.Output + result.ErrorOutput).Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(ShownLines));
    }

    private async Task ScriptAsync(string script, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        (await RunLineAsync(["sh", "-ec", script, "restored", .. arguments], Deadlines.Restored, cancellationToken)).Require();

    private Task<CommandResult> RunAsync(string program, IReadOnlyList<string> arguments, TimeSpan deadline, CancellationToken cancellationToken) =>
        RunLineAsync([Path.Combine(place.Programs, program), .. arguments], deadline, cancellationToken);

    private Task<CommandResult> RunLineAsync(IReadOnlyList<string> line, TimeSpan deadline, CancellationToken cancellationToken) =>
        commands.RunAsync(place.Run(line) with { Deadline = deadline }, cancellationToken);
}
