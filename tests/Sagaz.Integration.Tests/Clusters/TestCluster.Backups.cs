using Sagaz.Core.Gates;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Clusters;

internal sealed partial class TestCluster
{
    /// <summary>Runs a shell script in the folder of the backup repository.</summary>
    public async Task<string> InBackupsAsync(string script) => (await Programs.RunAsync(runtime == Compose
        ? ["docker", "exec", "--workdir", "/var/lib/pgbackrest", Container("backup-repository"), "sh", "-ec", script]
        : ["sh", "-ec", $"cd '{State}/backups'; {script}"])).Exits(0).Output;

    /// <summary>Runs a shell script in a member's data folder.</summary>
    public async Task<string> InDataOfAsync(string member, string script) => (await Programs.RunAsync(runtime == Compose
        ? ["docker", "exec", "--workdir", "/var/lib/postgresql/data", Container(member), "sh", "-ec", script]
        : ["sh", "-ec", $"cd '{State}/data/{member}'; {script}"])).Exits(0).Output;

    /// <summary>What backup-schedule tells Prometheus; empty while it has told nothing.</summary>
    public async Task<string> BackupMetricsAsync()
    {
        const string print = "cat \"$0\" 2>/dev/null || true";
        return (await Programs.RunAsync(runtime == Compose
            ? ["docker", "exec", Container("backup-schedule"), "sh", "-c", print, "/var/lib/backup-metrics/backups.prom"]
            : ["sh", "-c", print, Path.Combine(State, "configuration", "metrics", "backups.prom")])).Exits(0).Output;
    }

    /// <summary>Some gates of the last run ended so.</summary>
    public void Judged(Verdict verdict, params string[] gates)
    {
        var results = ReadReport().Gates.Results.ToDictionary(gate => gate.Id);
        Assert.All(gates, gate => Assert.True(results[gate].Verdict == verdict, results[gate].ToString()));
    }
}
