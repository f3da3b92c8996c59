using System.Globalization;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Kubernetes.Cluster;

/// <summary>A network, containers and volumes of a Docker Engine that belong to one cluster.</summary>
internal sealed class EngineHost(string id, string holderImage)
{
    /// <summary>Name of the network.</summary>
    public string Network => id;

    /// <summary>What a container of the engine is named.</summary>
    public string NameOf(string container) => $"{id}-{container}";

    public static Task<ProgramResult> DockerAsync(params IReadOnlyList<string> arguments) => Programs.RunAsync(["docker", .. arguments]);

    public async Task CreateAsync() => (await DockerAsync("network", "create", id)).Exits(0);

    /// <summary>A container that only has an address and names.</summary>
    /// <returns>The id of its process.</returns>
    public async Task<int> HoldAsync(string container, params IReadOnlyList<string> aliases)
    {
        (await DockerAsync(["run", "--detach", "--no-healthcheck", "--init", "--name", NameOf(container), "--network", id, .. aliases.SelectMany(alias => new[] { "--network-alias", alias }), holderImage, "sleep", "infinity"])).Exits(0);
        return (await InspectAsync(container)).Process;
    }

    /// <summary>Process, address and identity of a container as it runs now.</summary>
    public async Task<RunningContainer> InspectAsync(string container)
    {
        var told = (await DockerAsync("inspect", "--format", "{{.State.Pid}} {{.Id}} {{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", NameOf(container))).Exits(0).Output.Trim().Split(' ');
        return new RunningContainer(int.Parse(told[0], CultureInfo.InvariantCulture), told[1], told.Length > 2 ? told[2] : "");
    }

    /// <summary>A volume as a claim's is when it is new: empty, and the group's.</summary>
    public async Task ClaimAsync(string volume, string group)
    {
        if ((await DockerAsync("volume", "inspect", NameOf(volume))).ExitCode == 0)
            return;
        (await DockerAsync("volume", "create", NameOf(volume))).Exits(0);
        (await DockerAsync("run", "--rm", "--user", "0:0", "--network", "none", "--volume", $"{NameOf(volume)}:/claim:nocopy", holderImage, "sh", "-c", $"chown 0:{group} /claim && chmod 2775 /claim")).Exits(0);
    }

    public Task RemoveClaimAsync(string volume) => DockerAsync("volume", "rm", "--force", NameOf(volume));

    /// <summary>Removes all of it.</summary>
    public async Task RemoveAsync()
    {
        await DockerAsync(["rm", "--force", "--volumes", .. await ListAsync("ps", "--all", "--format", "{{.Names}}")]);
        await DockerAsync(["volume", "rm", "--force", .. await ListAsync("volume", "ls", "--format", "{{.Name}}")]);
        await DockerAsync("network", "rm", id);
    }

    private async Task<IReadOnlyList<string>> ListAsync(params IReadOnlyList<string> arguments) =>
        [.. (await DockerAsync([.. arguments, "--filter", $"name={id}-"])).Exits(0).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
}
