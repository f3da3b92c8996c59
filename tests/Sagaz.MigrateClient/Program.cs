using System.Diagnostics;
using System.Globalization;
using Sagaz.Core.Errors;
using Sagaz.MigrateClient;
using Sagaz.Operations.Migrations;
using Sagaz.Operations.Postgres;

// Migrate as a process of its own, against one server on loopback: to be killed by tests and timed by benchmarks.
// usage: Sagaz.MigrateClient <folder> <port> <database> <user>     password: PGPASSWORD
var watch = Stopwatch.StartNew();
var leader = new PostgresEndpoint
{
    Name = "server",
    Host = "127.0.0.1",
    Port = int.Parse(args[1], CultureInfo.InvariantCulture),
    Database = args[2],
    Username = args[3],
    Password = Environment.GetEnvironmentVariable("PGPASSWORD") ?? "none",
};
try
{
    var report = await new Migrator(new StandardOutputLog()).RunAsync(
        new MigrationRequest
        {
            Folder = args[0],
            Leader = leader,
            Replicas = [],
            LocateAsync = _ => Task.FromResult(new MigrationServers(leader, [])),
            LeaderDeadline = TimeSpan.FromSeconds(30),
            PipelineVersion = "test",
        },
        CancellationToken.None);
    var scripts = report.Applied.Aggregate(TimeSpan.Zero, (sum, applied) => sum + applied.Duration);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"applied={report.Applied.Count} start_ms={(DateTime.Now - Process.GetCurrentProcess().StartTime - watch.Elapsed).TotalMilliseconds:0.0} connect_ms={report.Connecting.TotalMilliseconds:0.0} lock_ms={report.LockWait.TotalMilliseconds:0.0} plan_ms={report.Planning.TotalMilliseconds:0.0} scripts_ms={scripts.TotalMilliseconds:0.0} replay_ms={report.ReplayWait.TotalMilliseconds:0.0} total_ms={watch.Elapsed.TotalMilliseconds:0.0}"));
    return 0;
}
catch (SagazException error)
{
    await Console.Error.WriteLineAsync(error.Message);
    return (int)error.ExitCode;
}
