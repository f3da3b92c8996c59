using System.Globalization;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Migrations;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Secrets;

namespace Sagaz.Integration.Tests.Kubernetes;

public sealed partial class PodsInEngine
{
    /// <summary>Roles and database, as DeployK8s sets them up before anything else logs in.</summary>
    internal async Task ProvisionAsync(string leader)
    {
        var superuser = Superuser(leader, await PublishedAsync(leader, 5432));
        await new ClusterProvisioning(ProvisioningScripts.Read(RepositoryRoot.Of("sql", "provision")), new SilentLog())
            .ApplyAsync(superuser, Account.Roles.ToDictionary(role => role, role => Passwords[role]), CancellationToken.None);
    }

    /// <summary>The superuser of a server at a port of this machine.</summary>
    internal PostgresEndpoint Superuser(string name, int port) => new()
    {
        Name = name,
        Host = "127.0.0.1",
        Port = port,
        Database = "postgres",
        Username = Account.Superuser,
        Password = Passwords[Account.Superuser],
        RootCertificate = Path.Combine(folder.FullName, "authority", "ca.crt"),
    };

    /// <summary>The port of this machine that leads to a container's.</summary>
    internal async Task<int> PublishedAsync(string container, int port)
    {
        var published = (await DockerAsync("port", NameOf(container), $"{port}/tcp")).Exits(0).Output.Trim();
        return int.Parse(published[(published.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture);
    }

    /// <summary>The Job's pod to its end, for which <c>postgres-primary</c> is a container.</summary>
    internal async Task<ProgramResult> MigrateAsync(string primary)
    {
        var job = new PodInEngine(manifests.Find("Job", "migrate")!, "migrate", "migrate-x2x4z")
        {
            SourceOf = volume => Path.Combine(folder.FullName, volume),
            Network = ["--network", id, "--add-host", $"postgres-primary:{await AddressAsync(primary)}"],
            Passwords = Passwords,
        };
        return await RunToEndAsync(job, "migrate");
    }

    private async Task<ProgramResult> RunToEndAsync(PodInEngine pod, string container)
    {
        var name = NameOf(container);
        (await Programs.RunAsync(["docker", .. pod.Arguments(name)], pod.SecretVariables)).Exits(0);
        var code = (await DockerAsync("wait", name)).Exits(0).Output.Trim();
        var said = await DockerAsync("logs", name);
        (await DockerAsync("rm", name)).Exits(0);
        return said with { ExitCode = int.Parse(code, CultureInfo.InvariantCulture) };
    }
}
