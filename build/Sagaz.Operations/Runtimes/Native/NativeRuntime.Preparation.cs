using Sagaz.Core.Errors;
using Sagaz.Core.Topology;
using Sagaz.Operations.Packages;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Runtimes.Native;

public sealed partial class NativeRuntime
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> PrepareAsync(PreparationOptions options, CancellationToken cancellationToken)
    {
        SpaceCheck.Require(topology, layout.Folder);
        PortCheck.Require(topology, layout.Folder);
        if (PortCheck.Risk(topology) is { } risk)
            log.Warning(risk);
        var done = new List<string>();
        if (topology.HasBackups && layout.Sockets.Length == 0)
            throw new PreconditionException("The path of the state folder is too long for a socket, which pgBackRest needs.", ["folder: " + layout.Run], "move the repository up");
        var tools = await FindToolsAsync(cancellationToken) ?? await InstallAsync(options, done, cancellationToken);
        using var held = StateLock.Acquire(layout.Lock);
        new ClusterRecord(topology.Members, RuntimeKind.Native, topology.HasMonitoring, topology.HasBackups).Write(layout.Record);
        if (passwords.Ensure(options.GivenPasswords, options.RenewedAccounts))
            done.Add("passwords made");
        if (layout.CertificateStore(TimeProvider.System).Ensure(ClusterCertificates.Subjects(topology), options.RenewsCertificates) is { Count: > 0 } issued)
            done.Add($"certificates issued: {string.Join(", ", issued)}");
        var written = WriteFiles(tools);
        if (written > 0)
            done.Add($"{written} configuration files written");
        if (done.Count > 0)
            await HandOverAsync(cancellationToken);
        return done;
    }

    private async Task<NativeTools> InstallAsync(PreparationOptions options, List<string> done, CancellationToken cancellationToken)
    {
        var missing = WantedTools.Where(tool => ToolLocator.Find(tool) is null).ToList();
        var installer = new PackageInstaller(commands, log);
        await installer.InstallAsync(missing, options.MayInstall, cancellationToken);
        done.Add($"installed: {string.Join(", ", missing.Select(tool => tool.Name))}");
        var tools = await RequireToolsAsync(cancellationToken);
        if (!tools.HasCron)
            await installer.InstallOptionalAsync(NativeTools.OptionalPackages(tools.Postgres.Version.Major), cancellationToken);
        return tools;
    }

    private int WriteFiles(NativeTools tools)
    {
        foreach (var folder in new[] { layout.Configuration, layout.Data, layout.Run, layout.Logs, layout.Services })
            Directory.CreateDirectory(folder);
        if (topology is { HasBackups: true, Backups.Repository: BackupRepositoryKind.Local })
            Directory.CreateDirectory(BackupService.RepositoryOf(topology, layout));
        var written = 0;
        foreach (var service in Define(tools, passwords.Read()))
        {
            foreach (var folder in service.Files.Keys.Select(file => Path.GetDirectoryName(file)!).Union(service.OwnFolders))
                Directory.CreateDirectory(folder);
            foreach (var (file, text) in service.Files.Where(file => !File.Exists(file.Key) || File.ReadAllText(file.Key) != file.Value))
            {
                SecretFile.Write(file, text);
                written++;
            }
            foreach (var stale in service.OwnFolders.SelectMany(Directory.GetFiles).Where(file => !service.Files.ContainsKey(file)))
                File.Delete(stale);
            supervisor.Write(service);
        }
        return written;
    }

    /// <summary>The servers' user reads configuration and keys, and writes data, logs and its run folder; the CA's key stays ours.</summary>
    private async Task HandOverAsync(CancellationToken cancellationToken)
    {
        var store = layout.CertificateStore(TimeProvider.System);
        var keys = ClusterCertificates.Servers(topology)
            .SelectMany(subject => new[] { store.FilesOf(subject.Name).Key, store.FilesOf(subject.Name).Bundle });
        await account.OwnAsync([.. keys, layout.Data], recursively: false, cancellationToken);
        if (topology is { HasBackups: true, Backups.Repository: BackupRepositoryKind.Local })
            await account.OwnAsync([BackupService.RepositoryOf(topology, layout)], recursively: true, cancellationToken);
        await account.OwnAsync([layout.Configuration, layout.Run, layout.Logs], recursively: true, cancellationToken);
    }
}
