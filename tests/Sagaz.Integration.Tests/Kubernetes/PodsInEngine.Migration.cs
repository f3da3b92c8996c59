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
        var published = (await DockerAsync("port", NameOf(leader), "5432/tcp")).Exits(0).Output.Trim();
        var superuser = new PostgresEndpoint
        {
            Name = leader,
            Host = "127.0.0.1",
            Port = int.Parse(published[(published.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture),
            Database = "postgres",
            Username = Account.Superuser,
            Password = Passwords[Account.Superuser],
            RootCertificate = Path.Combine(folder.FullName, "authority", "ca.crt"),
        };
        await new ClusterProvisioning(ProvisioningScripts.Read(RepositoryRoot.Of("sql", "provision")), new SilentLog())
            .ApplyAsync(superuser, Account.Roles.ToDictionary(role => role, role => Passwords[role]), CancellationToken.None);
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
        var name = NameOf("migrate");
        (await Programs.RunAsync(["docker", .. job.Arguments(name)], job.SecretVariables)).Exits(0);
        var code = (await DockerAsync("wait", name)).Exits(0).Output.Trim();
        var said = await DockerAsync("logs", name);
        (await DockerAsync("rm", name)).Exits(0);
        return said with { ExitCode = int.Parse(code, CultureInfo.InvariantCulture) };
    }
}
