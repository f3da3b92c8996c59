using System.Net;
using System.Net.Sockets;
using Sagaz.Core.Backups;
using Sagaz.Core.Errors;
using Sagaz.Core.Topology;
using Sagaz.Operations.Backups;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Native;

public sealed partial class NativeRuntime : IBackupSite
{
    /// <inheritdoc />
    public async Task<IBackupRepository> OpenRepositoryAsync(CancellationToken cancellationToken)
    {
        var program = (await RequireToolsAsync(cancellationToken)).PgBackRest?.File
            ?? throw new PreconditionException("This cluster makes no backups.", remedy: "./build.sh Up --with-backups");
        return new PgBackRest(
            arguments => AsServer([.. BackupService.CommandLine(topology, layout, program), .. arguments]),
            topology.Name, BackupService.Servers(topology, layout), commands, log);
    }

    /// <inheritdoc />
    public long? FreeRepositoryBytes() => topology.Backups.Repository == BackupRepositoryKind.Local
        ? new DriveInfo(BackupService.RepositoryOf(topology, layout)).AvailableFreeSpace
        : null;

    /// <inheritdoc />
    public async Task<RestoredServer> RestoreBesideAsync(string name, BackupSet backup, RestoreTarget target, CancellationToken cancellationToken)
    {
        var tools = await RequireToolsAsync(cancellationToken);
        var port = FreePort();
        var place = PlaceOf(name, tools);
        var server = new RestoredServer(place, Locate().Member(0, Account.Superuser) with { Name = "restored " + name, Port = port }, commands, log);
        await server.RemoveAsync(cancellationToken);
        try
        {
            await FillAsync(place, port, backup, target, cancellationToken);
            await server.StartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.RemoveAsync(CancellationToken.None);
            throw;
        }
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> ReplaceDataAsync(
        RestoredServer copy, string member, Func<CancellationToken, Task> awaitLeaderAsync, CancellationToken cancellationToken)
    {
        using var held = StateLock.Acquire(layout.Lock);
        var others = topology.MemberNames.Where(name => name != member).ToList();
        // No backup begins while nobody leads.
        await supervisor.HoldAsync(BackupService.Name, cancellationToken);
        foreach (var name in others.Append(member))
            await supervisor.HoldAsync(name, cancellationToken);
        await supervisor.HoldAsync(EtcdService.Name, cancellationToken);
        // In this order: whatever a killed run leaves, no member begins a cluster of its own with nothing in it.
        RestoredOrders.Forget(copy.Folder);
        var kept = new List<string> { KeepData(member) };
        Directory.Move(copy.Folder, layout.DataOf(member));
        // Patroni takes a member that lies behind the store's last word for unfit to lead.
        DeleteFolder(layout.DataOf(EtcdService.Name));
        kept.AddRange(others.Where(name => Directory.Exists(layout.DataOf(name))).Select(KeepData));
        await supervisor.StartAsync([EtcdService.Name], cancellationToken);
        await AwaitStoreAsync(cancellationToken);
        await supervisor.StartAsync([member], cancellationToken);
        await awaitLeaderAsync(cancellationToken);
        await supervisor.StartAsync([.. others, BackupService.Name], cancellationToken);
        return kept;
    }

    private async Task FillAsync(RestoredPlace place, int port, BackupSet backup, RestoreTarget target, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(place.Folder);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(place.Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await account.OwnAsync([place.Home], recursively: true, cancellationToken);
        await (await OpenRepositoryAsync(cancellationToken)).RestoreAsync(backup, target, place.Folder, cancellationToken);
        var control = (await commands.RunAsync(
            AsServer([Path.Combine(place.Programs, "pg_controldata"), "--pgdata=" + place.Folder]), cancellationToken: cancellationToken)).Require();
        var certificate = layout.CertificateStore(TimeProvider.System).FilesOf(topology.MemberNames[0]);
        await File.WriteAllTextAsync(place.ConfigurationFile, RestoredSettings.Render(control.Output, place, port, certificate), cancellationToken);
        await File.WriteAllTextAsync(place.AccessFile, RestoredSettings.Access, cancellationToken);
    }

    private async Task StopRestoredAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(layout.Restored))
            return;
        var tools = await RequireToolsAsync(cancellationToken);
        foreach (var home in Directory.GetDirectories(layout.Restored))
        {
            await new RestoredServer(PlaceOf(Path.GetFileName(home), tools), Locate().Member(0, Account.Superuser), commands, log).StopAsync(cancellationToken);
        }
    }

    /// <summary>What a stopping leader handed over is carried on by a process of its own.</summary>
    private async Task AwaitArchivedAsync(CancellationToken cancellationToken) => await WaitFor.UntilAsync<bool>(
        "the last WAL to be archived",
        Deadlines.ServiceStopped,
        log,
        _ => Task.FromResult<Observation<bool>>(
            RunningProcess.All().FirstOrDefault(process => Path.GetFileName(process.CommandLine[0]) == "pgbackrest" && process.Mentions(layout.Folder)) is { } left
                ? new NotYet($"process {left} is still there")
                : true),
        cancellationToken);

    /// <summary>Puts a member's data aside; what an earlier restore had put there goes.</summary>
    private string KeepData(string member)
    {
        var aside = layout.DataOf(member) + ".before-restore";
        DeleteFolder(aside);
        Directory.Move(layout.DataOf(member), aside);
        return aside;
    }

    private RestoredPlace PlaceOf(string name, NativeTools tools) => new()
    {
        Home = Path.Combine(layout.Restored, name),
        Programs = Path.GetDirectoryName(tools.Postgres.File)!,
        Runs = AsServer,
    };

    private static Command AsServer(IReadOnlyList<string> line)
    {
        var whole = ServerAccount.PrefixOf(null).Concat(line).ToList();
        return new Command(whole[0], [.. whole.Skip(1)]) { WorkingDirectory = "/" };
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
