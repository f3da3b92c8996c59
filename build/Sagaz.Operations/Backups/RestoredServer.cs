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
public sealed class RestoredServer(RestoredPlace place, PostgresEndpoint superuser, CommandRunner commands, IProgressLog log)
{
    private const int ShownLines = 12;

    /// <summary>Its data folder.</summary>
    public string Folder => place.Folder;

    /// <summary>How to log in as superuser.</summary>
    public PostgresEndpoint Superuser => superuser;

    /// <summary>Starts it, and waits until it has replayed all it should and takes logins.</summary>
    /// <exception cref="OperationFailedException">It does not start, or WAL ends before the target.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // On the command line, because ALTER SYSTEM's file, restored too, counts for more than a configuration file.
        var options = $"-c config_file='{place.ConfigurationFile}' -c archive_mode=off -c hot_standby=off";
        var started = await RunAsync(
            "pg_ctl",
            ["--pgdata=" + place.Folder, "--wait", $"--timeout={Deadlines.Restored.TotalSeconds:0}", "--log=" + place.LogFile, "--options=" + options, "start"],
            Deadlines.Restored,
            cancellationToken);
        if (!started.Succeeded)
            throw NotReached();
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
            return await IsRunningAsync(cancellationToken) ? new NotYet(error.Message) : throw NotReached();
        }
    }

    private OperationFailedException NotReached() => new(
        "The restored server did not reach its target.", File.ReadLines(place.LogFile).TakeLast(ShownLines), "./build.sh VerifyBackup says whether WAL is missing");

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
        await StopAsync(cancellationToken);
        if (Directory.Exists(place.Home))
            Directory.Delete(place.Home, recursive: true);
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
        var command = place.Runs(
        [
            Path.Combine(place.Programs, "pg_amcheck"), "--all", "--install-missing", "--heapallindexed", "--jobs=2", "--no-password",
            "--host=" + superuser.Host, $"--port={superuser.Port}", "--username=" + superuser.Username,
        ]);
        var result = await commands.RunAsync(
            command with
            {
                Deadline = Deadlines.PagesChecked,
                // libpq looks at home for a certificate of its own; the servers' user may not look into ours.
                Environment = new Dictionary<string, string> { ["PGPASSWORD"] = superuser.Password, ["PGSSLMODE"] = "require", ["HOME"] = place.Home },
            },
            cancellationToken: cancellationToken);
        return result.Succeeded ? null : string.Join(' ', (result.Output + result.ErrorOutput).Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(ShownLines));
    }

    private Task<CommandResult> RunAsync(string program, IReadOnlyList<string> arguments, TimeSpan deadline, CancellationToken cancellationToken) => commands.RunAsync(
        place.Runs([Path.Combine(place.Programs, program), .. arguments]) with { Deadline = deadline }, cancellationToken: cancellationToken);
}
