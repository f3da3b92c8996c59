using System.Diagnostics;
using System.Globalization;
using Sagaz.Operations.Tests.Postgres;

namespace Sagaz.Operations.Tests.Load;

/// <summary>The scripts of sql/workload are pgbench's, too.</summary>
[Collection(ScratchServerGroup.Name)]
public sealed class PgbenchTests(ScratchServer server)
{
    [RequiresToolFact("pgbench")]
    public async Task Every_script_runs_under_pgbench()
    {
        var database = await server.CreateDatabaseAsync();
        await Bench.FillAsync(server, database, "dataset.sql", Bench.Small(Bench.Workloads.ReadProfile("mixed")));
        foreach (var step in Bench.Workloads.ProfileNames.SelectMany(name => Bench.Workloads.ReadProfile(name).Steps.Select(step => (Bench.Small(Bench.Workloads.ReadProfile(name)).Variables, step.Script.Name))).DistinctBy(step => step.Name))
        {
            string[] arguments =
            [
                "-n", "-M", "extended", "-t", "3", "-f", RepositoryRoot.Of("sql", "workload", step.Name),
                .. step.Variables.SelectMany(variable => new[] { "-D", string.Create(CultureInfo.InvariantCulture, $"{variable.Key}={variable.Value}") }),
            ];
            var start = new ProcessStartInfo(ToolSearch.Find("pgbench")!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
            var endpoint = server.As("sagaz_app", database);
            foreach (var (name, value) in new[] { ("PGHOST", endpoint.Host), ("PGPORT", $"{endpoint.Port}"), ("PGUSER", endpoint.Username), ("PGPASSWORD", endpoint.Password), ("PGDATABASE", database) })
                start.Environment[name] = value;
            using var process = Process.Start(start)!;
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();

            Assert.True(process.ExitCode == 0, $"{step.Name}: {await errors}");
            Assert.Contains("number of failed transactions: 0", await output, StringComparison.Ordinal);
        }
    }
}
