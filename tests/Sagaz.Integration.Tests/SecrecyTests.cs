using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Secrets;

namespace Sagaz.Integration.Tests;

/// <summary>No password, given or generated, is ever shown, reported, logged or put on a command line.</summary>
public sealed class SecrecyTests
{
    private const string Given = "given-SUPER-secret-42";

    [ClusterFact]
    public async Task No_output_report_log_or_command_line_holds_a_password()
    {
        await using var cluster = await TestCluster.InWorkspaceAsync();
        var variables = new Dictionary<string, string> { ["NUKE_POSTGRES_PASSWORD"] = Given };
        using var watch = new CommandLineWatch(() => [.. cluster.HasPasswords ? cluster.Passwords.Values : [], Given]);

        var runs = new[]
        {
            await cluster.RunAsync(variables, "Up", "Migrate", "--replicas", "0", "--verbosity", "Verbose"),
            await cluster.RunAsync("Status", "Connections", "Psql", "VerifyReplication", "Logs", "--command", "SELECT 1", "--samples", "10", "--verbosity", "Verbose"),
        };

        Assert.Equal(Given, cluster.Passwords[Account.Superuser]);
        Assert.Equal(1, await TestCluster.AskAsync(cluster.At(5432, Account.Superuser), "SELECT 1"));
        var passwords = cluster.Passwords.Values.Distinct().ToArray();
        Assert.Equal(Account.All.Count, passwords.Length);
        Assert.All(runs, run => run.Exits(0).NeverSays(passwords));
        Assert.Empty(FilesWith(passwords, cluster.Workspace.Of("artifacts"), Path.Combine(cluster.State, "logs"), cluster.Workspace.Of(".nuke")));
        Assert.Empty(await watch.EndAsync());
    }

    [ClusterFact]
    public async Task Files_with_passwords_or_keys_are_for_their_owner_alone()
    {
        await using var cluster = await TestCluster.InWorkspaceAsync();
        (await cluster.RunAsync("Init")).Exits(0);
        var passwords = cluster.Passwords.Values.ToArray();

        var secret = Directory.GetFiles(cluster.State, "*", SearchOption.AllDirectories)
            .Where(file => passwords.Concat(["PRIVATE KEY"]).Any(File.ReadAllText(file).Contains))
            .ToList();

        Assert.Contains(secret, file => file.EndsWith("passwords.json", StringComparison.Ordinal));
        Assert.Contains(secret, file => file.EndsWith("ca.key", StringComparison.Ordinal));
        Assert.All(secret, file => Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(file) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)));
    }

    private static List<string> FilesWith(string[] passwords, params string[] folders) =>
        [.. folders.SelectMany(folder => Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
            .Where(file => !file.EndsWith("lock", StringComparison.Ordinal) && passwords.Any(File.ReadAllText(file).Contains))];
}
