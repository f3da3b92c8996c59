using System.Globalization;
using Sagaz.Core.Errors;
using Sagaz.Core.Topology;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Runtimes.Native;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Faults.Native;

/// <summary>The processes of a native cluster, as the faults see them.</summary>
internal sealed class NativeSite(ClusterTopology topology, NativeLayout layout, CommandRunner commands, IProgressLog log)
{
    private readonly ServiceSupervisor supervisor = new(layout, commands, log);

    public ClusterTopology Topology => topology;

    public NativeLayout Layout => layout;

    public CommandRunner Commands => commands;

    public IProgressLog Log => log;

    public ServiceSupervisor Supervisor => supervisor;

    /// <summary>The supervised process of a service; null when it does not run.</summary>
    public RunningProcess? ServiceOf(string name) => supervisor.ProcessOf(name) is { } id ? RunningProcess.Find(id) : null;

    /// <summary>The supervised process of a service.</summary>
    /// <exception cref="OperationFailedException">It does not run.</exception>
    public RunningProcess RequireService(string name) =>
        ServiceOf(name) ?? throw new OperationFailedException($"'{name}' does not run, so it cannot be broken.", remedy: "./build.sh Status");

    /// <summary>The postmaster of a member; null when it does not run.</summary>
    public RunningProcess? PostmasterOf(string member)
    {
        var file = Path.Combine(layout.DataOf(member), "postmaster.pid");
        return File.Exists(file) && int.TryParse(File.ReadLines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out var id)
            && RunningProcess.Find(id) is { } found && found.WorksIn(layout.DataOf(member)) ? found : null;
    }

    /// <summary>All processes of a member's server, the postmaster first: each works in the data folder.</summary>
    public IReadOnlyList<RunningProcess> ServerOf(string member)
    {
        var postmaster = PostmasterOf(member)?.Id;
        return [.. RunningProcess.All().Where(process => process.WorksIn(layout.DataOf(member))).OrderByDescending(process => process.Id == postmaster)];
    }

    /// <summary>All processes of a member: Patroni first, then what it is starting, and the server.</summary>
    public IReadOnlyList<RunningProcess> ProcessesOf(string member)
    {
        var (data, configuration) = (layout.DataOf(member), layout.ConfigurationOf(member + ".yml"));
        return
        [
            .. RunningProcess.All()
                .Where(process => process.Mentions(configuration) || process.Mentions(data) || process.WorksIn(data))
                .OrderByDescending(process => process.Mentions(configuration)),
        ];
    }

    /// <summary>A process and those that it started: HAProxy's master has a worker.</summary>
    public static IReadOnlyList<RunningProcess> WithChildren(RunningProcess process) =>
        [process, .. RunningProcess.All().Where(candidate => candidate.ParentId() == process.Id)];

    /// <summary>Place of a member among the members, by which its ports are told.</summary>
    public int IndexOf(string member) => topology.MemberNames.ToList().IndexOf(member);
}
