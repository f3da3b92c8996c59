using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Compose;

/// <summary>Backups in Docker Compose, over TLS to the container that holds the repository.</summary>
[OnCompose, Collection(SharedComposeGroup.Name)]
public sealed class BackupOnComposeTests(SharedComposeCluster shared) : BackupScenarios(shared)
{
    [ClusterFact]
    public async Task No_log_and_no_container_shows_a_secret()
    {
        var secrets = Cluster.Passwords.Values.ToList();
        await BackUpAsync("diff");

        foreach (var service in new[] { "backup-repository", "backup-schedule" })
        {
            var logs = (await Cluster.RunAsync("Logs", "--member", service)).Exits(0).Output;
            var container = Containers.Docker("inspect", Cluster.Container(service));
            var processes = Containers.Docker("top", Cluster.Container(service), "-eo", "pid,args");
            Assert.DoesNotContain(secrets, secret => (logs + container + processes).Contains(secret, StringComparison.Ordinal));
            Assert.Contains("pgbackrest", processes, StringComparison.Ordinal);
        }
    }

    [ClusterFact]
    public async Task The_repository_by_hand_and_only_with_the_right_certificate()
    {
        (await ComposeAsync("exec", "-T", "backup-schedule", "pgbackrest", "info")).Exits(0).Says("status: ok", "cipher: aes-256-cbc");
        (await ComposeAsync("exec", "-T", "postgres-0", "pgbackrest", "--config=/etc/sagaz/pgbackrest/member.conf", "--stanza=sagaz", "info")).Exits(0).Says("status: ok");
        // A member is no repository, and has no say over another member.
        var stranger = await ComposeAsync(
            "exec", "-T", "postgres-0", "pgbackrest", "--config=/etc/sagaz/pgbackrest/member.conf", "--stanza=sagaz", "--repo1-host=postgres-1", "repo-ls");
        Assert.NotEqual(0, stranger.ExitCode);
        stranger.Says("access denied");
    }

    private Task<ProgramResult> ComposeAsync(params string[] arguments) => Programs.RunAsync(
        ["docker", "compose", "--project-directory", Cluster.Workspace.Of("deploy", "compose"), .. arguments], deadline: Deadlines.Build);

    private protected override Task IsWithoutCopyAsync(string name)
    {
        Assert.Equal("", Containers.Docker("ps", "--all", "--quiet", "--filter", $"name={Cluster.Project}-restored-{name}"));
        return Task.CompletedTask;
    }
}
