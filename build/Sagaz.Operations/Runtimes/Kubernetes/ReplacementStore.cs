using Sagaz.Core.Errors;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>Where a replacement of the data is written down, and what else may happen to the cluster meanwhile.</summary>
internal sealed class ReplacementStore(KubeApi api, IProgressLog log)
{
    private string Path => ApiPath.Core("ConfigMap", ReplacementRecord.Name, api.Connection.Namespace);

    /// <summary>The one that has begun and not ended; null for none.</summary>
    public async Task<ReplacementRecord?> ReadAsync(CancellationToken cancellationToken) =>
        await api.FindAsync(Path, cancellationToken) is { } map ? ReplacementRecord.Parse(map) : null;

    /// <summary>Writes it down.</summary>
    public Task WriteAsync(ReplacementRecord record, CancellationToken cancellationToken) => api.ApplyAsync(Path, record.ToConfigMap(api.Connection.Namespace), cancellationToken);

    /// <summary>It has ended, or was given up.</summary>
    public Task RemoveAsync(CancellationToken cancellationToken) => api.DeleteAsync(Path, cancellationToken);

    /// <summary>Asked before what cannot be undone, so that of two runs only one does it.</summary>
    /// <exception cref="OperationFailedException">Another run works on it by now, or it was given up.</exception>
    public async Task RequireHeldAsync(ReplacementRecord record, CancellationToken cancellationToken)
    {
        if (await ReadAsync(cancellationToken) is not { } now || now.Holder != record.Holder)
            throw new OperationFailedException($"The restore to {record.Target} is no longer this run's: another one took it over, or a deployment ended it.", remedy: "./build.sh StatusK8s");
    }

    /// <summary>Refuses while the data is being replaced.</summary>
    /// <exception cref="PreconditionException">It is.</exception>
    public async Task RequireNoneAsync(CancellationToken cancellationToken)
    {
        if (await ReadAsync(cancellationToken) is { } record)
            throw Unfinished(record, $"./build.sh RestoreBackup with the same target goes on{(record.IsReplaced ? "" : "; ./build.sh DeployK8s gives it up")}");
    }

    /// <summary>Gives up what has replaced nothing yet; a deployment then brings all back that was held.</summary>
    /// <exception cref="PreconditionException">The first member has its new data: members with the old one must not come beside it.</exception>
    public async Task GiveUpAsync(RestoredPods copies, CancellationToken cancellationToken)
    {
        if (await ReadAsync(cancellationToken) is not { } record)
            return;
        if (record.IsReplaced)
            throw Unfinished(record, "./build.sh RestoreBackup with the same target goes on");
        await RemoveAsync(cancellationToken);
        foreach (var pod in await copies.RemoveAllAsync(cancellationToken))
            log.Information($"{pod} removed");
        log.Warning($"the restore to {record.Target} is given up: it had replaced nothing");
    }

    private static PreconditionException Unfinished(ReplacementRecord record, string remedy) => new(
        $"A restore into the cluster, to {record.Target}, is unfinished.",
        [record.IsReplaced ? "the first member has the restored data, and the others still have theirs or none" : "the members' data is as it was; members, poolers and CronJobs may be held"],
        remedy);
}
