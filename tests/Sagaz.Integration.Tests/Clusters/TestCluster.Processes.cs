using System.Globalization;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Processes;

namespace Sagaz.Integration.Tests.Clusters;

internal sealed partial class TestCluster
{
    /// <summary>Every process whose command line names the state folder.</summary>
    public IReadOnlyList<RunningProcess> Processes => StateFolders.Processes(State);

    /// <summary>No port of the cluster is listened on.</summary>
    public bool HasFreePorts => ports.IsFree();

    /// <summary>Process ids of the services and, as <c>postgres-0/postmaster</c>, of the servers.</summary>
    public IReadOnlyDictionary<string, int> ProcessIds()
    {
        var services = Services().ToDictionary(name => name, ProcessId);
        var servers = services.Keys.Where(name => name.StartsWith("postgres-", StringComparison.Ordinal)).ToDictionary(name => name + "/postmaster", Postmaster);
        return services.Concat(servers).ToDictionary();
    }

    /// <summary>Process id of a service; 0 when it does not run.</summary>
    public int ProcessId(string service) => runtime == Compose
        ? Containers.ProcessId(Container(service))
        : SupervisedBy(Path.Combine(State, "services", service));

    /// <summary>Process id of a member's server; 0 when it does not run.</summary>
    public int Postmaster(string member)
    {
        if (runtime == Compose)
            return Containers.Postmaster(Container(member));
        var file = Path.Combine(State, "data", member, "postmaster.pid");
        return File.Exists(file) ? AliveIn(File.ReadLines(file).FirstOrDefault()) : 0;
    }

    /// <summary>Process id of a member's Patroni; 0 when it does not run.</summary>
    public int Patroni(string member) => runtime == Compose ? Containers.Patroni(Container(member)) : ProcessId(member);

    /// <summary>Stops a service for good, or lets it run again, as an operator would with the runtime's own tool.</summary>
    public async Task ControlAsync(string verb, string service)
    {
        if (runtime == Compose)
            (await Programs.RunAsync(["docker", verb == "down" ? "stop" : "start", Container(service)])).Exits(0);
        else
            (await Programs.RunAsync(["sv", "-w", "25", verb, Path.Combine(State, "services", service)])).Exits(0);
    }

    /// <summary>Whether a service's container is frozen.</summary>
    public bool IsPaused(string service) => Containers.Docker("inspect", "--format", "{{.State.Paused}}", Container(service)) == "true";

    /// <summary>Everything that a service has logged, as it stands now.</summary>
    public string ReadLog(string service) => runtime == Compose
        ? Containers.Print("/bin/sh", "-c", "docker logs \"$0\" 2>&1", Container(service))
        : File.ReadAllText(Path.Combine(State, "logs", service, "current"));

    /// <summary>Name of a service's container.</summary>
    public string Container(string service) => $"{Project}-{service}-1";

    /// <summary>Name of the Compose project.</summary>
    public string Project => $"sagaz-local-{Offset}";

    private IEnumerable<string> Services() => runtime == Compose
        ? ["etcd", "postgres-0", "postgres-1", "haproxy", "pgbouncer-rw", "pgbouncer-ro"]
        : Directory.GetDirectories(Path.Combine(State, "services")).Select(folder => Path.GetFileName(folder)!).Where(name => name[0] != '.');

    private static int SupervisedBy(string folder)
    {
        var file = Path.Combine(folder, "supervise", "pid");
        return File.Exists(file) ? AliveIn(File.ReadAllText(file)) : 0;
    }

    private static int AliveIn(string? text) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var id) && RunningProcess.IsAlive(id) ? id : 0;
}
