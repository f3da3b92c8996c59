using System.Globalization;
using Sagaz.Core.Backups;
using Sagaz.Core.Errors;
using Sagaz.Core.Topology;
using Sagaz.Operations.Backups;
using Sagaz.Operations.Certificates;
using Sagaz.Operations.Images;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Runtimes.Compose;

public sealed partial class ComposeRuntime : IBackupSite, IDataReplacement
{
    private const string OneOffLabel = "com.docker.compose.oneoff";

    /// <inheritdoc />
    public async Task<IBackupRepository> OpenRepositoryAsync(CancellationToken cancellationToken)
    {
        // Where the schedule runs it, so that locks keep the two apart.
        var schedule = await RequireRunningAsync(BackupServices.Schedule, cancellationToken);
        return Repository(["exec", schedule, "pgbackrest"]);
    }

    /// <inheritdoc />
    public async Task<long?> ReadFreeBytesAsync(CancellationToken cancellationToken)
    {
        if (topology.Backups.Repository != BackupRepositoryKind.Local)
            return null;
        var repository = await RequireRunningAsync(BackupServices.Repository, cancellationToken);
        var asked = await commands.RunAsync(
            DockerCli.Command(["exec", repository, "df", "--block-size=1", "--output=avail", BackupContainers.RepositoryFolder]), cancellationToken: cancellationToken);
        return long.Parse(asked.Require().Output.Split('\n')[1], CultureInfo.InvariantCulture);
    }

    /// <inheritdoc />
    public async Task<RestoredServer> RestoreBesideAsync(string name, BackupSet backup, RestoreTarget target, CancellationToken cancellationToken)
    {
        var port = FreePort.Find();
        var container = $"{project}-restored-{name}";
        var place = new RestoredContainer(container, port, compose, engine)
        {
            Home = $"{BackupContainers.MemberVolume}/restored/{name}",
            Programs = BackupContainers.Programs,
            Repository = Repository(["exec", container, "pgbackrest", "--config=/etc/sagaz/pgbackrest/member.conf"]),
            Addresses = "*",
            Port = RestoredContainer.PortInside,
            Neighbours = "samenet",
            Certificate = new CertificateFiles("/etc/sagaz/tls/tls.crt", "/etc/sagaz/tls/tls.key"),
        };
        var server = new RestoredServer(place, Locate().Member(0, Account.Superuser) with { Name = "restored " + name, Port = port }, commands, log);
        await server.RestoreAsync(backup, target, cancellationToken);
        return server;
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> ReplaceDataAsync(
        ProvenState state, string member, Func<CancellationToken, Task> awaitLeaderAsync, CancellationToken cancellationToken)
    {
        using var held = StateLock.Acquire(layout.Lock);
        List<string> others = [.. topology.MemberNames.Where(name => name != member)];
        // No backup begins while nobody leads; the first member goes last, so that nobody is promoted on the way down.
        foreach (var services in new[] { [BackupServices.Schedule], others, [member], [ClusterCertificates.Store] })
        {
            if (services.Count > 0)
                await compose.RunAsync($"stop {string.Join(", ", services)}", ["stop", .. services], cancellationToken);
        }
        // In this order: whatever a killed run leaves, no member begins a cluster of its own with nothing in it.
        await state.Copy.PrepareForMemberAsync(cancellationToken);
        await InVolumeAsync(member, KeepData + "; mv \"$1\" data", state.Copy.Folder[(BackupContainers.MemberVolume.Length + 1)..], cancellationToken);
        // Patroni takes a member that lies behind the store's last word for unfit to lead.
        await InVolumeAsync(ClusterCertificates.Store, "find . -mindepth 1 -delete", "", cancellationToken);
        foreach (var name in others)
            await InVolumeAsync(name, KeepData, "", cancellationToken);
        await compose.RunAsync("start the store", ["up", "--detach", "--wait", "--no-build", "--pull", "never", ClusterCertificates.Store], cancellationToken);
        await compose.RunAsync($"start {member}", ["start", member], cancellationToken);
        await awaitLeaderAsync(cancellationToken);
        await compose.RunAsync("start the others", ["start", .. others, BackupServices.Schedule], cancellationToken);
        return [.. topology.MemberNames.Select(name => $"volume {project}_{name}, folder data.before-restore")];
    }

    /// <summary>What an earlier restore had put aside goes.</summary>
    private const string KeepData = "if [ -e data ]; then rm -rf data.before-restore; mv data data.before-restore; fi";

    /// <summary>Runs a script in a volume of the cluster, as its owner.</summary>
    private async Task InVolumeAsync(string volume, string script, string argument, CancellationToken cancellationToken) => (await commands.RunAsync(
        DockerCli.Command(
        [
            "run", "--rm", "--network", "none", "--cap-drop", "ALL", "--read-only", "--volume", $"{project}_{volume}:/volume", "--workdir", "/volume",
            images.Name("postgres"), "sh", "-ec", script, "volume", argument,
        ]),
        cancellationToken: cancellationToken)).Require();

    private PgBackRest Repository(IReadOnlyList<string> line) => new(
        arguments => DockerCli.Command([.. line, .. arguments]), topology.Name, BackupContainers.Servers(topology), commands, log);

    private async Task<string> RequireRunningAsync(string service, CancellationToken cancellationToken) =>
        (await engine.ListAsync(project, cancellationToken)).FirstOrDefault(container => ServiceOf(container) == service && container.State == "running")?.ID
        ?? throw new PreconditionException($"The service {service} does not run.", remedy: "./build.sh Up --with-backups");

    /// <summary>Servers that were restored beside the cluster go with it.</summary>
    private async Task StopRestoredAsync(CancellationToken cancellationToken)
    {
        foreach (var container in (await engine.ListAsync(project, cancellationToken)).Where(container => !IsService(container)))
            await engine.Containers.RemoveContainerAsync(container.ID, new() { Force = true }, cancellationToken);
    }
}
