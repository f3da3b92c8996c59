using Npgsql;
using Sagaz.Core.Gates;
using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Secrets;

namespace Sagaz.Integration.Tests;

/// <summary>Passwords and certificates change while clients are connected.</summary>
[Collection(SharedClusterGroup.Name)]
public class RotationTests(SharedCluster shared)
{
    private protected TestCluster Cluster => shared.Cluster;

    [ClusterFact]
    public async Task Every_password_changes_and_who_is_connected_stays_connected()
    {
        var before = Cluster.At(6432, Account.Application);
        await using var source = before.CreateDataSource();
        await using var client = await source.OpenConnectionAsync();

        (await Cluster.RunAsync("RotateSecrets")).Exits(0);

        AllPass("rotation-errors", "rotation-new-passwords", "rotation-old-passwords");
        Assert.Equal(1, await new NpgsqlCommand("SELECT 1", client).ExecuteScalarAsync());
        Assert.Equal(1, await TestCluster.AskAsync(Cluster.At(6432, Account.Application), "SELECT 1"));
        Assert.True(await IsRefusedAsync(before));
        Assert.True(await IsRefusedAsync(before with { Username = Account.Superuser, Port = Cluster.Port(5432) }));
        (await Cluster.RunAsync("Up")).Exits(0).Says("is up already: nothing changed");
    }

    [ClusterFact]
    public async Task A_change_of_passwords_that_was_killed_is_carried_on_by_Up()
    {
        var file = Path.Combine(Cluster.State, "secrets", "passwords.json");
        var before = await File.ReadAllTextAsync(file);
        using (var run = Cluster.Start("RotateSecrets"))
        {
            await Eventually.HoldsAsync("new passwords are on the disk", Deadlines.Build, async () => await File.ReadAllTextAsync(file) != before ? null : "the old ones");
            run.Kill();
            Assert.NotEqual(0, (await run.EndAsync(Deadlines.Program)).ExitCode);
        }

        (await Cluster.RunAsync("Up")).Exits(0);

        await Cluster.IsWholeAsync();
        foreach (var role in new[] { Account.Superuser, Account.Application, Account.ReadOnly, Account.Owner })
            Assert.Equal(1, await TestCluster.AskAsync(Cluster.At(5432, role), "SELECT 1"));
        Assert.Equal(1, await TestCluster.AskAsync(Cluster.At(6432, Account.Application), "SELECT 1"));
    }

    [ClusterFact]
    public async Task Every_certificate_changes_and_who_is_connected_stays_connected()
    {
        await using var source = Cluster.At(6432, Account.Application).CreateDataSource();
        await using var client = await source.OpenConnectionAsync();
        var before = await File.ReadAllTextAsync(Cluster.Certificate("postgres-0").Certificate);

        (await Cluster.RunAsync("RotateCertificates")).Exits(0);

        AllPass("rotation-errors", "rotation-certificates");
        Assert.NotEqual(before, await File.ReadAllTextAsync(Cluster.Certificate("postgres-0").Certificate));
        Assert.Equal(1, await new NpgsqlCommand("SELECT 1", client).ExecuteScalarAsync());
        Assert.Equal(1, await TestCluster.AskAsync(Cluster.At(6433, Account.ReadOnly), "SELECT 1"));
        await Cluster.IsWholeAsync();
    }

    private void AllPass(params string[] gates)
    {
        var results = Cluster.ReadReport().Gates.Results;
        Assert.Equal(gates.Order(), results.Select(gate => gate.Id).Order());
        Assert.All(results, gate => Assert.Equal(Verdict.Pass, gate.Verdict));
    }

    private static async Task<bool> IsRefusedAsync(PostgresEndpoint place)
    {
        try
        {
            await TestCluster.AskAsync(place, "SELECT 1");
            return false;
        }
        catch (PostgresException refusal)
        {
            return refusal.SqlState is "28P01" or "08P01";
        }
    }
}
