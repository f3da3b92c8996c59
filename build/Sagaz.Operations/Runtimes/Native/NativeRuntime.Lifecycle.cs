using System.Security.Cryptography;
using System.Text;
using Sagaz.Core.Errors;
using Sagaz.Operations.Patroni;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Runtimes.Native.Monitoring;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Native;

public sealed partial class NativeRuntime
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> StartAsync(CancellationToken cancellationToken)
    {
        using var held = StateLock.Acquire(layout.Lock);
        var tools = await RequireToolsAsync(cancellationToken);
        var services = Define(tools, passwords.Read());
        await supervisor.EnsureRunningAsync(cancellationToken);
        // Patroni that finds no store sleeps for five seconds: etcd first.
        var done = new List<string>(await StartAsync([.. services.Where(service => service.Name == EtcdService.Name)], cancellationToken));
        await AwaitStoreAsync(cancellationToken);
        done.AddRange(await StartAsync([.. services.Where(service => service.Name != EtcdService.Name)], cancellationToken));
        return done;
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> StopAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(layout.Services))
            return [];
        using var held = StateLock.Acquire(layout.Lock);
        var all = Directory.GetDirectories(layout.Services).Select(folder => Path.GetFileName(folder)!).Where(name => name[0] != '.').ToList();
        var running = all.Where(name => supervisor.ProcessOf(name) is not null).ToList();
        var leader = await FindLeaderAsync(running, cancellationToken);
        supervisor.StopSupervisor();
        // Clients first, the leader after its replicas so that nobody is promoted on the way down, the store last.
        var watching = all.Where(name => WatchingServices.IsOne(name) || name is BackupServices.Schedule or BackupServices.Server).ToList();
        var members = all.Except(watching).Where(name => !PoolNames.Contains(name) && name is not (EtcdService.Name or HaproxyService.Name)).ToList();
        await supervisor.StopAsync(watching, cancellationToken);
        await StopRestoredAsync(cancellationToken);
        await supervisor.StopAsync([.. all.Where(PoolNames.Contains)], cancellationToken);
        await supervisor.StopAsync([.. all.Where(name => name == HaproxyService.Name)], cancellationToken);
        await supervisor.StopAsync([.. members.Where(name => name != leader)], cancellationToken);
        await supervisor.StopAsync([.. members.Where(name => name == leader)], cancellationToken);
        await supervisor.StopAsync([.. all.Where(name => name == EtcdService.Name)], cancellationToken);
        await AwaitArchivedAsync(cancellationToken);
        return running;
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<string>> PurgeAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(layout.Folder))
            return Task.FromResult<IReadOnlyList<string>>([]);
        if (RunningProcess.All().FirstOrDefault(process => process.Mentions(layout.Folder)) is { } left)
            throw new OperationFailedException($"Process {left} still uses the cluster's data.", remedy: "./build.sh Down");
        Directory.Delete(layout.Folder, recursive: true);
        return Task.FromResult<IReadOnlyList<string>>([layout.Folder]);
    }

    /// <inheritdoc />
    public Task StopServiceAsync(string service, CancellationToken cancellationToken) => supervisor.HoldAsync(service, cancellationToken);

    /// <inheritdoc />
    public Task StartServiceAsync(string service, CancellationToken cancellationToken) => supervisor.StartAsync([service], cancellationToken);

    private async Task<IReadOnlyList<string>> StartAsync(IReadOnlyList<ServiceDefinition> services, CancellationToken cancellationToken)
    {
        var done = new List<string>();
        var missing = services.Where(service => supervisor.ProcessOf(service.Name) is null).ToList();
        foreach (var service in services.Except(missing).Where(service => AppliedOf(service) != Fingerprint(service)))
        {
            if (service.Name == HaproxyService.Name)
                await KeepProxyStatesAsync(cancellationToken);
            await supervisor.ReloadAsync(service, cancellationToken);
            File.WriteAllText(AppliedFile(service), Fingerprint(service));
            done.Add($"{service.Name} reloaded: its configuration changed");
        }
        foreach (var service in missing)
            File.WriteAllText(AppliedFile(service), Fingerprint(service));
        await supervisor.StartAsync([.. missing.Select(service => service.Name)], cancellationToken);
        done.AddRange(missing.Select(service => $"{service.Name} started"));
        return done;
    }

    /// <summary>An open port is enough: what connects now is served as soon as etcd has elected itself.</summary>
    private async Task AwaitStoreAsync(CancellationToken cancellationToken) => await WaitFor.UntilAsync<bool>(
        "the store (etcd) to listen",
        Deadlines.StoreReady,
        log,
        _ => Task.FromResult<Observation<bool>>(
            ListeningPort.All().Any(port => port.Port == topology.Ports.EtcdClient) ? true : new NotYet($"nobody on port {topology.Ports.EtcdClient}")),
        cancellationToken,
        "./build.sh Logs --member etcd");

    private async Task<string?> FindLeaderAsync(IReadOnlyList<string> running, CancellationToken cancellationToken)
    {
        if (!running.Any(topology.MemberNames.Contains) || !passwords.Exists)
            return null;
        var endpoints = Locate();
        using var patroni = new PatroniClient(
            endpoints.PatroniApis, endpoints.RootCertificate, endpoints.ClientCertificate, Account.PatroniApi, endpoints.Passwords[Account.PatroniApi]);
        return (await patroni.ReadClusterAsync(cancellationToken))?.Leader?.Name;
    }

    private string AppliedFile(ServiceDefinition service) => Path.Combine(supervisor.FolderOf(service.Name), "applied");

    private string AppliedOf(ServiceDefinition service) =>
        File.Exists(AppliedFile(service)) ? File.ReadAllText(AppliedFile(service)) : "";

    private static string Fingerprint(ServiceDefinition service)
    {
        var texts = service.Files.Values.Concat(service.AlsoReads.Where(File.Exists).Select(File.ReadAllText));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', texts))));
    }
}
