using System.Runtime.InteropServices;
using Sagaz.Core.Errors;
using Sagaz.Migrator;
using Sagaz.Operations.Migrations;
using Sagaz.Operations.Waiting;

// The migration Job of deploy/k8s: brings the database to what sql/migrations says, from inside the cluster.
// usage: sagaz-migrate FOLDER     server: PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD and PGSSLROOTCERT, as libpq has them
using var ended = new CancellationTokenSource();
// What a kubelet sends first; the running script is rolled back.
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
try
{
    var leader = ServerFromEnvironment.Read(Environment.GetEnvironmentVariable);
    var report = await new Migrator(new ConsoleLog()).RunAsync(
        new MigrationRequest
        {
            Folder = args is [var folder] ? folder : throw new PreconditionException("One folder with migrations is to be named.", remedy: "sagaz-migrate sql/migrations"),
            Leader = leader,
            // Who deploys waits for the replicas: this pod knows the members' Service, not their number.
            Replicas = [],
            LocateAsync = _ => Task.FromResult(new MigrationServers(leader, [])),
            LeaderDeadline = Deadlines.LeaderReady,
            LockDeadline = Deadlines.MigrationLock,
            PipelineVersion = typeof(ServerFromEnvironment).Assembly.GetName().Version!.ToString(3),
        },
        ended.Token);
    Console.WriteLine($"{report.Applied.Count} migrations applied up to {report.Lsn} on timeline {report.Timeline}.");
    return 0;
}
catch (SagazException error)
{
    await Console.Error.WriteLineAsync(error.Message);
    return (int)error.ExitCode;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("Interrupted; the script that ran was rolled back.");
    return (int)ExitCode.Interrupted;
}

void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    ended.Cancel();
}
