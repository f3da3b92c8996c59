using Sagaz.Core.Backups;
using Sagaz.Core.Errors;
using Sagaz.Core.Topology;
using Sagaz.Operations.Backups;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Native;

public sealed partial class NativeRuntime : IBackupSite, IDataReplacement
{
    private const int Terminate = 15;

    /// <inheritdoc />
    public async Task<IBackupRepository> OpenRepositoryAsync(CancellationToken cancellationToken) => await OpenPgBackRestAsync(cancellationToken);

    /// <inheritdoc />
    public Task<long?> ReadFreeBytesAsync(CancellationToken cancellationToken) => Task.FromResult(
        topology.Backups.Repository == BackupRepositoryKind.Local ? new DriveInfo(BackupService.RepositoryOf(topology, layout)).AvailableFreeSpace : (long?)null);

    /// <inheritdoc />
    public async Task<RestoredServer> RestoreBesideAsync(string name, BackupSet backup, RestoreTarget target, CancellationToken cancellationToken)
    {
        var port = FreePort.Find();
        var server = new RestoredServer(
            await PlaceAsync(name, port, cancellationToken), Locate().Member(0, Account.Superuser) with { Name = "restored " + name, Port = port }, commands, log);
        await server.RestoreAsync(backup, target, cancellationToken);
        return server;
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> ReplaceDataAsync(
        ProvenState state, string member, Func<CancellationToken, Task> awaitLeaderAsync, CancellationToken cancellationToken)
    {
        using var held = StateLock.Acquire(layout.Lock);
        var others = topology.MemberNames.Where(name => name != member).ToList();
        // No backup begins while nobody leads.
        await supervisor.HoldAsync(BackupService.Name, cancellationToken);
        foreach (var name in others.Append(member))
            await supervisor.HoldAsync(name, cancellationToken);
        await supervisor.HoldAsync(EtcdService.Name, cancellationToken);
        // In this order: whatever a killed run leaves, no member begins a cluster of its own with nothing in it.
        await state.Copy.PrepareForMemberAsync(cancellationToken);
        var kept = new List<string>();
        void Keep(string name)
        {
            if (Directory.Exists(layout.DataOf(name)))
                kept.Add(KeepData(name));
        }
        Keep(member);
        Directory.Move(state.Copy.Folder, layout.DataOf(member));
        // Patroni takes a member that lies behind the store's last word for unfit to lead.
        DeleteFolder(layout.DataOf(EtcdService.Name));
        others.ForEach(Keep);
        await supervisor.StartAsync([EtcdService.Name], cancellationToken);
        await AwaitStoreAsync(cancellationToken);
        await supervisor.StartAsync([member], cancellationToken);
        await awaitLeaderAsync(cancellationToken);
        await supervisor.StartAsync([.. others, BackupService.Name], cancellationToken);
        return kept;
    }

    private async Task StopRestoredAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(layout.Restored))
            return;
        foreach (var name in Directory.GetDirectories(layout.Restored).Select(home => Path.GetFileName(home)!))
            await new RestoredServer(await PlaceAsync(name, 0, cancellationToken), Locate().Member(0, Account.Superuser), commands, log).StopAsync(cancellationToken);
    }

    /// <summary>What a stopping leader handed over is carried on by a process of its own; where the repository takes nothing, it waits for the next start.</summary>
    private async Task AwaitArchivedAsync(CancellationToken cancellationToken)
    {
        RunningProcess[] Left() =>
            [.. RunningProcess.All().Where(process => Path.GetFileName(process.CommandLine[0]) == "pgbackrest" && process.Mentions(layout.Folder))];
        Task EndAsync(TimeSpan deadline) => WaitFor.UntilAsync<bool>(
            "the last WAL to be archived",
            deadline,
            log,
            _ => Task.FromResult<Observation<bool>>(Left() is [var left, ..] ? new NotYet($"process {left} is still there") : true),
            cancellationToken);
        try
        {
            await EndAsync(Deadlines.WalHandedOver);
        }
        catch (DeadlinePassedException error)
        {
            log.Warning("the last WAL stays on its member until the next Up: " + error.Message);
            foreach (var process in Left())
                process.Send(Terminate);
            await EndAsync(Deadlines.ServiceStopped);
        }
    }

    /// <summary>Puts a member's data aside; what an earlier restore had put there goes.</summary>
    private string KeepData(string member)
    {
        var aside = layout.DataOf(member) + ".before-restore";
        DeleteFolder(aside);
        Directory.Move(layout.DataOf(member), aside);
        return aside;
    }

    private async Task<PgBackRest> OpenPgBackRestAsync(CancellationToken cancellationToken)
    {
        var program = (await RequireToolsAsync(cancellationToken)).PgBackRest?.File
            ?? throw new PreconditionException("This cluster makes no backups.", remedy: "./build.sh Up --with-backups");
        return new PgBackRest(
            arguments => ServerAccount.Run([.. BackupService.CommandLine(topology, layout, program), .. arguments]),
            topology.Name, BackupService.Servers(topology, layout), commands, log)
        {
            MadeBy = topology.Backups.Repository == BackupRepositoryKind.Host
                ? $"on {topology.Backups.Host.Address}, pgbackrest --stanza={topology.Name} --type=full backup"
                : null,
        };
    }

    private async Task<RestoredFolder> PlaceAsync(string name, int port, CancellationToken cancellationToken) => new(layout.Restored, account)
    {
        Home = Path.Combine(layout.Restored, name),
        Programs = Path.GetDirectoryName((await RequireToolsAsync(cancellationToken)).Postgres.File)!,
        Repository = await OpenPgBackRestAsync(cancellationToken),
        Addresses = "127.0.0.1",
        Port = port,
        Certificate = layout.CertificateStore(TimeProvider.System).FilesOf(topology.MemberNames[0]),
    };
}
