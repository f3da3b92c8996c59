using System.ComponentModel.DataAnnotations;
using Nuke.Common;
using Nuke.Components;
using Sagaz.Core.Topology;
using Sagaz.Operations.Pipeline;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Secrets;
using Shell;

/// <summary>The pipeline's targets and parameters; each topic has a file of its own.</summary>
partial class Build : NukeBuild, ICompile, ITest
{
    readonly RunSession session = RunSession.Current;

    /// <summary>Without a target, NUKE lists them: nothing is done by default.</summary>
    public static int Main(string[] arguments) => Entry.Run(typeof(Build), arguments, () => Execute<Build>());

    [Parameter("Environment of deploy/topology.json: local, dev, staging or prod. Default is 'local'.")]
    readonly string Env = "local";

    [Parameter("Replicas beside the leader, 0 to 8. Default is what the cluster has, or what topology.json says."), Range(0, 8)]
    readonly int? Replicas;

    [Parameter("High availability; '--with-ha false' is the same as '--replicas 0'. Default is true.")]
    readonly bool WithHa = true;

    [Parameter("What the cluster runs on: native or compose. Default is what it was made with, else compose where a Docker Engine answers.")]
    readonly RuntimeKind? Runtime;

    [Parameter("Moves every port of the cluster, so that several live side by side. Default is 0."), Range(0, 40_000)]
    readonly int PortOffset;

    [Parameter("Up: also exporters, Prometheus and Alertmanager; remembered by the cluster.")]
    readonly bool Monitoring;

    [Parameter("Up: also archives WAL and makes backups when they are due; remembered by the cluster.")]
    readonly bool WithBackups;

    [Parameter("First half of the login at an object store for backups. Better given as NUKE_BACKUP_STORE_KEY."), Secret]
    readonly string? BackupStoreKey;

    [Parameter("Second half of the login at an object store for backups. Better given as NUKE_BACKUP_STORE_SECRET."), Secret]
    readonly string? BackupStoreSecret;

    [Parameter("What an acknowledged commit is worth: async, sync or strict. Default is what topology.json says.")]
    readonly Durability? Durability;

    [Parameter("Refuses to install missing packages, and prints the command instead.")]
    readonly bool NoInstall;

    [Parameter("Password of the superuser, instead of a generated one. Better given as NUKE_POSTGRES_PASSWORD."), Secret]
    readonly string? PostgresPassword;

    [Parameter("Password of sagaz_app, instead of a generated one. Better given as NUKE_APPLICATION_PASSWORD."), Secret]
    readonly string? ApplicationPassword;

    RunSettings Settings => new()
    {
        Repository = RootDirectory,
        Environment = Env,
        Replicas = WithHa ? Replicas : 0,
        Runtime = Runtime,
        Durability = Durability,
        PortOffset = PortOffset,
        HasMonitoring = Monitoring,
        HasBackups = WithBackups,
        MayInstall = !NoInstall,
        Drain = TimeSpan.FromSeconds(DrainSeconds),
        GivenPasswords = new Dictionary<string, string?>
        {
            [Account.Superuser] = PostgresPassword,
            [Account.Application] = ApplicationPassword,
            [Account.BackupStoreKey] = BackupStoreKey,
            [Account.BackupStoreSecret] = BackupStoreSecret,
        }
            .Where(given => given.Value is { Length: > 0 })
            .ToDictionary(given => given.Key, given => given.Value!),
    };

    Task InCluster(Func<ClusterContext, CancellationToken, Task> useCase) => session.RunAsync(Settings, useCase);

    void Summarize(string key, object value) => ReportSummary(pairs =>
    {
        pairs[key] = $"{value}";
        return pairs;
    });

    protected override void OnBuildInitialized() => session.Begin(ScheduledTargets.Select(target => target.Name));

    protected override void OnTargetFailed(string target) => ExitCode = session.ExitCodeOfFailure;

    protected override void OnBuildFinished() => ExitCode = session.Finish(RootDirectory / "artifacts", ExitCode ?? (IsSucceeding ? 0 : 1));
}
