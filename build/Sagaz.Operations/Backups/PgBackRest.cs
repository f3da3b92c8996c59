using System.Text.Json;
using Sagaz.Core.Backups;
using Sagaz.Core.Errors;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Backups;

/// <summary>A repository that pgBackRest keeps.</summary>
/// <param name="runs">Makes the command that runs pgBackRest for the stanza with these arguments, where the servers are and as their user.</param>
/// <param name="stanza">Name of the cluster in the repository.</param>
/// <param name="servers">Arguments that name the servers: <c>--pg1-path=…</c>; one group per server.</param>
/// <param name="commands">Runs it.</param>
/// <param name="log">Told what happens.</param>
public sealed class PgBackRest(
    Func<IReadOnlyList<string>, Command> runs, string stanza, IReadOnlyList<IReadOnlyList<string>> servers, ICommandRunner commands, IProgressLog log)
    : IBackupRepository, IRestoreSource
{
    // src/command/backup/backup.c, 2.45 and 2.55 alike.
    private const string NoReplica = "unable to find standby";

    /// <summary>LockAcquireError: another run has the lock (src/common/error.auto.c).</summary>
    private const int LockHeld = 50;

    /// <inheritdoc />
    public string? MadeBy { get; init; }

    /// <inheritdoc />
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        var created = await RunAsync([.. Servers, "stanza-create"], Deadlines.RepositoryAnswers, cancellationToken);
        // A backup that is under way has found the stanza in order.
        if (created.ExitCode != LockHeld)
            Require(created, "The repository is not ready for this cluster");
    }

    /// <inheritdoc />
    public async Task BackupAsync(BackupKind kind, CancellationToken cancellationToken)
    {
        if (MadeBy is not null)
            throw new PreconditionException($"Backups are made on the repository's machine: {MadeBy}.", remedy: "docs/backups.md, \"On a repository host\"");
        Task<CommandResult> From(string source) => WaitFor.UntilAsync<CommandResult>(
            "another backup to end",
            Deadlines.BackedUp,
            log,
            async token =>
            {
                var ended = await RunAsync([.. Servers, "--type=" + kind.ToString().ToLowerInvariant(), source, "backup"], Deadlines.BackedUp, token);
                return ended.ExitCode == LockHeld ? new NotYet("it has the lock") : ended;
            },
            cancellationToken,
            "./build.sh Logs --member backup-schedule",
            Deadlines.LockInterval);
        var result = servers.Count > 1 ? await From("--backup-standby") : await From("--no-backup-standby");
        if (!result.Succeeded && result.ErrorOutput.Contains(NoReplica, StringComparison.Ordinal))
        {
            log.Warning("no replica streams: the backup is copied from the leader");
            result = await From("--no-backup-standby");
        }
        Require(result, "The backup failed");
    }

    /// <inheritdoc />
    public async Task<BackupCatalog> ReadCatalogAsync(CancellationToken cancellationToken) => BackupCatalog.Parse(
        Require(await RunAsync(["--output=json", "info"], Deadlines.RepositoryAnswers, cancellationToken), "The repository cannot be read").Output);

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> ReadArchiveAsync(BackupCatalog catalog, CancellationToken cancellationToken)
    {
        var listed = Require(
            await RunAsync(["--output=json", "--recurse", "repo-ls", $"archive/{stanza}/{catalog.Archive}"], Deadlines.RepositoryAnswers, cancellationToken),
            "The archive cannot be read");
        using var json = JsonDocument.Parse(listed.Output);
        return [.. json.RootElement.EnumerateObject().Select(entry => entry.Name[(entry.Name.LastIndexOf('/') + 1)..])];
    }

    /// <inheritdoc />
    public async Task<string?> CheckAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var result = await RunAsync([.. Servers, $"--archive-timeout={patience.TotalSeconds:0}", "check"], Deadlines.RepositoryAnswers + patience, cancellationToken);
        return result.Succeeded ? null : string.Join(' ', Complaints(result));
    }

    /// <inheritdoc />
    public async Task RestoreAsync(BackupSet backup, RestoreTarget target, string folder, CancellationToken cancellationToken)
    {
        string[] until = target switch
        {
            RestoreTarget.Moment moment => ["--type=time", "--target=" + moment, "--target-action=promote"],
            RestoreTarget.Position position => ["--type=lsn", "--target=" + position, "--target-action=promote"],
            // It lies on its own timeline, whatever became of that later.
            _ => ["--type=immediate", "--recovery-option=recovery_target_timeline=current", "--target-action=promote"],
        };
        Require(
            await RunAsync(["--pg1-path=" + folder, "--set=" + backup.Label, .. until, "restore"], Deadlines.Restored, cancellationToken),
            $"Backup {backup.Label} could not be restored");
    }

    private IEnumerable<string> Servers => servers.SelectMany(server => server);

    private Task<CommandResult> RunAsync(IReadOnlyList<string> arguments, TimeSpan deadline, CancellationToken cancellationToken) =>
        commands.RunAsync(runs(arguments) with { Deadline = deadline }, cancellationToken);

    private static CommandResult Require(CommandResult result, string failure) => result.Succeeded
        ? result
        : throw new OperationFailedException(
            $"{failure}: pgBackRest ended with code {result.ExitCode}.", Complaints(result), "./build.sh Backups, ./build.sh Logs");

    /// <summary>It writes its complaints to either stream, by their severity.</summary>
    private static IEnumerable<string> Complaints(CommandResult result) =>
        (result.Output + result.ErrorOutput).Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(8);
}
