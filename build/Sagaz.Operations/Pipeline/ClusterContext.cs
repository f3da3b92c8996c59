using Sagaz.Core.Topology;
using Sagaz.Operations.Patroni;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Reporting;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Runtimes.Kubernetes;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Pipeline;

/// <summary>One environment's cluster, opened for one use case: what it should be, what runs it, who listens.</summary>
public sealed record ClusterContext : IDisposable
{
    /// <summary>What was asked for.</summary>
    public required RunSettings Settings { get; init; }

    /// <summary>Where its state lies.</summary>
    public required StateFolder State { get; init; }

    /// <summary>What should run.</summary>
    public required ClusterTopology Topology { get; init; }

    /// <summary>Members that the cluster had when it was last prepared; null when it never was.</summary>
    public int? RecordedMembers { get; init; }

    /// <summary>What runs it.</summary>
    public required IClusterRuntime Runtime { get; init; }

    /// <summary>Runs commands.</summary>
    public required CommandRunner Commands { get; init; }

    /// <summary>Told what happens.</summary>
    public required IProgressLog Log { get; init; }

    /// <summary>Collects gates and measurements for the report.</summary>
    public required RunRecorder Recorder { get; init; }

    /// <summary>Knows what no line may show.</summary>
    public required SecretMask Mask { get; init; }

    /// <summary>Opens the cluster that the settings name.</summary>
    /// <exception cref="TopologyException">topology.json is wrong.</exception>
    /// <exception cref="Core.Errors.PreconditionException">What it was prepared with cannot be read, or it runs on something else than was asked for.</exception>
    public static async Task<ClusterContext> OpenAsync(
        RunSettings settings, RunRecorder recorder, SecretMask mask, IProgressLog log, CancellationToken cancellationToken)
    {
        var commands = new CommandRunner(log);
        mask.Add(settings.GivenPasswords.Values);
        var file = TopologyFile.Parse(ReadTopology(settings.TopologyFile), "deploy/topology.json");
        file.Resolve(settings.Environment, settings.Replicas, settings.PortOffset, settings.HasMonitoring, settings.Durability, hasBackups: settings.HasBackups);
        var state = StateFolder.Find(settings.Repository, settings.ClusterName);
        var record = ClusterRecord.Read(ClusterRecord.FileIn(state.Path));
        var topology = file.Resolve(
            settings.Environment,
            settings.Replicas ?? record?.Members - 1,
            settings.PortOffset,
            settings.HasMonitoring || record is { HasMonitoring: true },
            settings.Durability,
            PoolSizes.Read(state.Path),
            settings.HasBackups || record is { HasBackups: true });
        var runtime = await RuntimeChoice.OpenAsync(settings, record, topology, state.Path, commands, log, cancellationToken);
        recorder.TakesPlaceIn(settings.Environment, runtime.Name);
        return new ClusterContext
        {
            Settings = settings,
            State = state,
            Topology = (runtime as KubernetesRuntime)?.Topology ?? topology,
            RecordedMembers = record?.Members,
            Runtime = runtime,
            Commands = commands,
            Log = log,
            Recorder = recorder,
            Mask = mask,
        };
    }

    /// <summary>Where the cluster listens; its passwords are masked from here on.</summary>
    public ClusterEndpoints Locate()
    {
        var endpoints = Runtime.Locate();
        Mask.Add(endpoints.Passwords.Values);
        return endpoints;
    }

    /// <summary>Lets go of what the runtime holds; the cluster goes on.</summary>
    public void Dispose() => (Runtime as IDisposable)?.Dispose();

    /// <summary>A client of the members' REST APIs.</summary>
    public static PatroniClient OpenPatroni(ClusterEndpoints endpoints) => OpenPatroni(endpoints, [.. endpoints.PatroniApis]);

    /// <summary>A client of some members' REST APIs.</summary>
    public static PatroniClient OpenPatroni(ClusterEndpoints endpoints, params Uri[] members) => new(
        members, endpoints.RootCertificate, endpoints.ClientCertificate, Account.PatroniApi, endpoints.Passwords[Account.PatroniApi]);

    private static string ReadTopology(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new TopologyException("deploy/topology.json", [error.Message]);
        }
    }
}
