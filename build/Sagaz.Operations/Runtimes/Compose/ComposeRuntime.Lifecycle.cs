using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Docker.DotNet.Models;
using Sagaz.Core.Errors;
using Sagaz.Operations.Patroni;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Runtimes.Compose;

public sealed partial class ComposeRuntime
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> StartAsync(CancellationToken cancellationToken)
    {
        using var held = StateLock.Acquire(layout.Lock);
        var before = await RunningAsync(cancellationToken);
        foreach (var paused in (await engine.ListAsync(project, cancellationToken)).Where(container => container.State == "paused"))
            await engine.Containers.UnpauseContainerAsync(paused.ID, cancellationToken);
        await compose.RunAsync("start the cluster", ["up", "--detach", "--no-build", "--pull", "never"], cancellationToken);
        var after = await RunningAsync(cancellationToken);
        var started = after.Where(service => !before.TryGetValue(service.Key, out var ran) || ran != service.Value).Select(service => service.Key).ToHashSet();
        return [.. started.Select(service => $"{service} started"), .. await ReloadAsync(after, started, cancellationToken)];
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> StopAsync(CancellationToken cancellationToken)
    {
        var containers = await engine.ListAsync(project, cancellationToken);
        ProjectOwnership.Require(project, layout.Folder, containers);
        if (containers.Count == 0 || !File.Exists(layout.EnvironmentFile))
            return [];
        using var held = StateLock.Acquire(layout.Lock);
        await StopRestoredAsync(cancellationToken);
        var running = containers.Where(container => IsService(container) && container.State is ("running" or "paused" or "restarting")).Select(ServiceOf).Order().ToList();
        foreach (var paused in containers.Where(container => container.State == "paused"))
            await engine.Containers.UnpauseContainerAsync(paused.ID, cancellationToken);
        // Clients first, the leader after its replicas so that nobody is promoted on the way down; the store, and what takes WAL, last.
        var leader = await FindLeaderAsync(running, cancellationToken);
        var members = running.Where(topology.MemberNames.Contains).ToList();
        string[] others = [.. running.Except(members).Where(name => name is not (ClusterCertificates.Store or BackupServices.Repository))];
        foreach (var group in new[] { others, [.. members.Where(name => name != leader)], [.. members.Where(name => name == leader)] })
        {
            if (group.Length > 0)
                await compose.RunAsync($"stop {string.Join(", ", group)}", ["stop", .. group], cancellationToken);
        }
        await compose.RunAsync("stop the cluster", ["--profile", "*", "down", "--remove-orphans"], cancellationToken);
        return running;
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> PurgeAsync(CancellationToken cancellationToken)
    {
        var removed = new List<string>();
        // By label and not through compose.yaml: also what an older one made, and where its variables are lost.
        foreach (var container in await engine.ListAsync(project, cancellationToken))
            await engine.Containers.RemoveContainerAsync(container.ID, new ContainerRemoveParameters { Force = true }, cancellationToken);
        foreach (var network in await engine.Networks.ListNetworksAsync(new() { Filters = Engine.Labelled(project) }, cancellationToken))
            await engine.Networks.DeleteNetworkAsync(network.ID, cancellationToken);
        foreach (var volume in (await engine.Volumes.ListAsync(new() { Filters = Engine.Labelled(project) }, cancellationToken)).Volumes ?? [])
        {
            await engine.Volumes.RemoveAsync(volume.Name, force: false, cancellationToken);
            removed.Add("volume " + volume.Name);
        }
        if (new FileInfo(layout.EnvironmentLink).LinkTarget == layout.EnvironmentFile)
            File.Delete(layout.EnvironmentLink);
        if (Directory.Exists(layout.Folder))
        {
            Directory.Delete(layout.Folder, recursive: true);
            removed.Add(layout.Folder);
        }
        return removed;
    }

    /// <summary>When each running service was started.</summary>
    private async Task<Dictionary<string, string>> RunningAsync(CancellationToken cancellationToken)
    {
        var running = (await engine.ListAsync(project, cancellationToken)).Where(container => IsService(container) && container.State == "running");
        var states = await Task.WhenAll(running.Select(async container =>
            (Service: ServiceOf(container), (await engine.Containers.InspectContainerAsync(container.ID, cancellationToken)).State)));
        return states.ToDictionary(state => state.Service, state => state.State.StartedAt);
    }

    /// <summary>Makes services read changed files that were running before.</summary>
    private async Task<IReadOnlyList<string>> ReloadAsync(Dictionary<string, string> running, HashSet<string> started, CancellationToken cancellationToken)
    {
        var applied = File.Exists(layout.Applied) ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(layout.Applied))! : [];
        var done = new List<string>();
        foreach (var service in ComposeServices.Of(topology))
        {
            var wanted = Fingerprint(service);
            // What is not running at this moment, because it starts anew, reads them by itself.
            if (running.ContainsKey(service.Name) && !started.Contains(service.Name) && applied.GetValueOrDefault(service.Name) != wanted)
            {
                await SignalAsync(service, cancellationToken);
                done.Add($"{service.Name} reloaded: its configuration changed");
            }
            applied[service.Name] = wanted;
        }
        File.WriteAllText(layout.Applied, JsonSerializer.Serialize(applied));
        return done;
    }

    /// <remarks>From inside: a container that got any signal through the engine counts as stopped by hand, and is not restarted when it dies.</remarks>
    private async Task SignalAsync(ComposeService service, CancellationToken cancellationToken)
    {
        if (service.Reload == ContainerReload.Restart)
        {
            await compose.RunAsync($"restart {service.Name}", ["restart", service.Name], cancellationToken);
            return;
        }
        var container = (await engine.ListAsync(project, cancellationToken)).First(candidate => ServiceOf(candidate) == service.Name);
        // In a running container the file of a secret stays the one that was there when it started.
        if (service.Reload == ContainerReload.Hangup && HandedFiles.AccountsOf(topology, service.Name) is { Count: > 0 } accounts)
        {
            var known = passwords.Read();
            await TellAsync(container, ["take-passwords"], string.Concat(accounts.Select(account => $"{account} {known[account]}\n")) + "\n", cancellationToken);
        }
        var command = service.Reload == ContainerReload.UserSignal2 ? "keep-states && kill -USR2 1" : "kill -HUP 1";
        await TellAsync(container, ["sh", "-c", command], input: null, cancellationToken);
    }

    private async Task TellAsync(ContainerListResponse container, IList<string> command, string? input, CancellationToken cancellationToken)
    {
        var (code, output) = await engine.RunInAsync(container.ID, command, input, cancellationToken);
        if (code != 0)
        {
            throw new OperationFailedException(
                $"{ServiceOf(container)} was not reloaded: {command[^1]} ended with code {code}.", [output.Trim()], $"./build.sh Logs --member {ServiceOf(container)}");
        }
    }

    private string Fingerprint(ComposeService service)
    {
        var files = service.Folder is null
            ? []
            : Directory.EnumerateFiles(Path.Combine(layout.Deploy, service.Folder), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        if (topology.MemberNames.Contains(service.Name))
            files.Add(layout.PatroniOverlay);
        var known = passwords.Read();
        var texts = files.Select(File.ReadAllText).Append(handed.FingerprintOf(topology, known, service.Name))
            .Append(service.Name == BackupServices.Repository ? BackupContainers.RepositoryText(topology, known) : "");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', texts))));
    }

    private async Task<string?> FindLeaderAsync(IReadOnlyList<string> running, CancellationToken cancellationToken)
    {
        if (!running.Any(topology.MemberNames.Contains) || !passwords.Exists)
            return null;
        var endpoints = Locate();
        using var patroni = new PatroniClient(
            endpoints.PatroniApis, endpoints.RootCertificate, endpoints.ClientCertificate, Account.PatroniApi, endpoints.Passwords[Account.PatroniApi]);
        return (await patroni.ReadClusterAsync(cancellationToken))?.Leader?.Name;
    }
}
