using Sagaz.Core.Backups;
using Sagaz.Operations.Backups;

namespace Sagaz.Operations.Runtimes.Kubernetes;

public sealed partial class KubernetesRuntime : IDataReplacement
{
    /// <summary>What is written down of a replacement of the data.</summary>
    internal ReplacementStore Replacements => new(Api, log);

    /// <inheritdoc />
    public async Task<UnfinishedReplacement?> FindUnfinishedAsync(CancellationToken cancellationToken) =>
        await Replacements.ReadAsync(cancellationToken) is { IsReplaced: true } record
            ? new UnfinishedReplacement(record.Target, async (awaitLeaderAsync, token) =>
                await (await OpenReplacementAsync(token)).GoOnAsync(record, topology.Members - 1, awaitLeaderAsync, token))
            : null;

    /// <inheritdoc />
    public Task RequirePossibleAsync(BackupSet backup, CancellationToken cancellationToken) =>
        new ReplacementPreflight(Api, Programs, Store).RunAsync(topology.Environment, backup, cancellationToken);

    /// <inheritdoc />
    /// <remarks>The copy's volume goes with its pod: what it proved is restored once more, in the first member's volume.</remarks>
    public async Task<IReadOnlyList<string>> ReplaceDataAsync(
        ProvenState state, string member, Func<CancellationToken, Task> awaitLeaderAsync, CancellationToken cancellationToken)
    {
        await state.Copy.RemoveAsync(cancellationToken);
        var superuser = await ReachAsync(DataReplacement.Copy, cancellationToken);
        return await (await OpenReplacementAsync(cancellationToken)).RunAsync(state.Backup, state.Target, superuser, topology.Members - 1, awaitLeaderAsync, cancellationToken);
    }

    private async Task<DataReplacement> OpenReplacementAsync(CancellationToken cancellationToken)
    {
        var deployed = await ReplacementPreflight.ReadDeployedAsync(Store, cancellationToken);
        return new DataReplacement(Api, new MembersAtRest(Api, Applier, deployed, topology.Members, log), Copies, Replacements, log);
    }
}
