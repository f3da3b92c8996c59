using Sagaz.Operations.Certificates;
using Sagaz.Operations.Images;
using Sagaz.Operations.Packages;

namespace Sagaz.Operations.Runtimes.Compose;

public sealed partial class ComposeRuntime
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> PrepareAsync(PreparationOptions options, CancellationToken cancellationToken)
    {
        var machine = await new EngineRequirements(engine, commands).RequireAsync(topology.Limits, cancellationToken);
        MountedFolders.RequireReadable(layout.Deploy);
        BackupContainers.RequireKind(topology);
        SpaceCheck.Require(topology, layout.Folder);
        await RequireFreeAsync(cancellationToken);
        var done = new List<string>();
        if (ToolLocator.Find(NativeToolset.Psql) is null)
        {
            await new PackageInstaller(commands, log).InstallAsync([NativeToolset.Psql], options.MayInstall, cancellationToken);
            done.Add("installed: psql");
        }
        using var held = StateLock.Acquire(layout.Lock);
        new ClusterRecord(topology.Members, RuntimeKind.Compose, topology.HasMonitoring, topology.HasBackups).Write(layout.Record);
        if (passwords.Ensure(options.GivenPasswords, options.RenewedAccounts))
            done.Add("passwords made");
        if (layout.CertificateStore(TimeProvider.System).Ensure(ClusterCertificates.Subjects(topology), options.RenewsCertificates) is { Count: > 0 } issued)
            done.Add($"certificates issued: {string.Join(", ", issued)}");
        var builder = new ImageBuilder(images, commands, log);
        if (await builder.MissingAsync(topology.HasMonitoring ? [.. ImageSet.Cluster, .. ImageSet.Monitoring] : ImageSet.Cluster, cancellationToken) is { Count: > 0 } missing)
        {
            await builder.BuildAsync(missing, baseImage: null, options.MayInstall, cancellationToken);
            done.Add($"images built: {string.Join(", ", missing)}");
        }
        WriteSettings(machine.MemTotal, done);
        if (await handed.WriteAsync(topology, passwords.Read(), images.Name("postgres"), cancellationToken))
            done.Add("passwords and certificates handed to the containers' user");
        return done;
    }

    /// <summary>Nobody else has the project's name or its ports.</summary>
    private async Task RequireFreeAsync(CancellationToken cancellationToken)
    {
        var containers = await engine.ListAsync(project, cancellationToken);
        ProjectOwnership.Require(project, layout.Folder, containers);
        var volumes = await engine.Volumes.ListAsync(new() { Filters = Engine.Labelled(project) }, cancellationToken);
        ProjectOwnership.RequireNoOrphans(project, passwords.Exists, volumes.Volumes ?? []);
        var own = containers.SelectMany(container => container.Ports).Select(port => (int)port.PublicPort).ToHashSet();
        PortCheck.Require(
            topology.UsedPorts.Where(wanted => !ListensInsideOnly(wanted.Service) && !own.Contains(wanted.Port)), layout.Folder);
    }

    /// <summary>The store, the exporters and HAProxy's metrics are asked by other containers only.</summary>
    private static bool ListensInsideOnly(string service) =>
        service.StartsWith(ClusterCertificates.Store, StringComparison.Ordinal)
        || service.EndsWith("-exporter", StringComparison.Ordinal) || service == "haproxy (metrics)";

    private void WriteSettings(long machineBytes, List<string> done)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(layout.PatroniOverlay)!);
        var variables = ComposeEnvironment.Variables(project, topology, layout.Folder, images.Tag, machineBytes);
        var written = Write(layout.EnvironmentFile, ComposeEnvironment.ToText(variables))
            + Write(layout.PatroniOverlay, PatroniOverlay.Render(topology, Wanted(machineBytes)))
            + (topology.HasBackups ? Write(layout.BackupServers, BackupContainers.ServersText(topology)) : 0)
            + (topology.HasMonitoring ? WriteMonitoring() : 0);
        if (written > 0)
            done.Add($"{written} configuration files written");
        // The first cluster of a clone is the one that a plain `docker compose` in deploy/compose means.
        var link = new FileInfo(layout.EnvironmentLink);
        if (link.LinkTarget is { } target && !File.Exists(target))
            link.Delete();
        if (!Path.Exists(layout.EnvironmentLink))
        {
            File.CreateSymbolicLink(layout.EnvironmentLink, layout.EnvironmentFile);
            done.Add($"{layout.EnvironmentLink} leads to this cluster");
        }
    }

    /// <summary>What Prometheus scrapes, and when certificates end: both are read again by themselves when they change.</summary>
    private int WriteMonitoring()
    {
        Directory.CreateDirectory(layout.Targets);
        Directory.CreateDirectory(Path.GetDirectoryName(layout.CertificateMetrics)!);
        var certificates = layout.CertificateStore(TimeProvider.System);
        return Write(layout.CertificateMetrics, CertificateMetrics.Render(certificates, ClusterCertificates.Subjects(topology)))
            + ScrapeTargets.Of(topology, ComposeServices.MetricsAddresses(topology))
                .Sum(job => Write(Path.Combine(layout.Targets, job.Key + ".yaml"), job.Value));
    }

    private static int Write(string file, string text)
    {
        if (File.Exists(file) && File.ReadAllText(file) == text)
            return 0;
        File.WriteAllText(file, text);
        return 1;
    }
}
