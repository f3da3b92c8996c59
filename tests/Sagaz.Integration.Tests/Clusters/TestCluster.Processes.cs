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
        var services = Directory.GetDirectories(Path.Combine(State, "services")).Where(folder => Path.GetFileName(folder)[0] != '.').ToDictionary(folder => Path.GetFileName(folder)!, SupervisedBy);
        var servers = services.Keys.Where(name => name.StartsWith("postgres-", StringComparison.Ordinal)).ToDictionary(name => name + "/postmaster", Postmaster);
        return services.Concat(servers).ToDictionary();
    }

    /// <summary>Process id of a service; 0 when it does not run.</summary>
    public int ProcessId(string service) => SupervisedBy(Path.Combine(State, "services", service));

    /// <summary>Process id of a member's server; 0 when it does not run.</summary>
    public int Postmaster(string member)
    {
        var file = Path.Combine(State, "data", member, "postmaster.pid");
        return File.Exists(file) ? AliveIn(File.ReadLines(file).FirstOrDefault()) : 0;
    }

    /// <summary>Stops a service for good, or lets it run again, as an operator would with runit's own tool.</summary>
    public async Task ControlAsync(string verb, string service) =>
        (await Programs.RunAsync(["sv", "-w", "25", verb, Path.Combine(State, "services", service)])).Exits(0);

    private static int SupervisedBy(string folder)
    {
        var file = Path.Combine(folder, "supervise", "pid");
        return File.Exists(file) ? AliveIn(File.ReadAllText(file)) : 0;
    }

    private static int AliveIn(string? text) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var id) && RunningProcess.IsAlive(id) ? id : 0;
}
