using System.Globalization;
using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Runtimes.Kubernetes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Faults.Kubernetes;

/// <summary>Undo records as ConfigMaps of the cluster itself: every machine finds them, also when the one that broke something is gone.</summary>
/// <param name="api">The API server.</param>
/// <param name="here">The same records on this machine, by which its guard knows that there is something to heal.</param>
internal sealed class ClusterFaultJournal(KubeApi api, FaultJournal here) : IFaultJournal
{
    /// <summary>Label of a record; its value is the verb.</summary>
    public const string Label = "sagaz.io/fault";

    /// <inheritdoc />
    public async Task<IReadOnlyList<FaultRecord>> ReadAsync(CancellationToken cancellationToken)
    {
        var found = (await api.ListAsync($"{PathOfMaps}?labelSelector={Uri.EscapeDataString(Label)}", cancellationToken))
            .Where(map => new ManifestObject(map).Labels.ContainsKey(Label)).Select(RecordOf);
        return [.. found.Concat(here.Read()).DistinctBy(record => (record.Fault, record.Target)).OrderBy(record => record.At)];
    }

    /// <inheritdoc />
    public async Task WriteAsync(FaultRecord record, CancellationToken cancellationToken)
    {
        await here.WriteAsync(record, cancellationToken);
        await api.ApplyAsync(PathOf(record), new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject { ["name"] = NameOf(record), ["namespace"] = api.Connection.Namespace, ["labels"] = new JsonObject { [Label] = record.Fault } },
            ["data"] = new JsonObject
            {
                ["fault"] = record.Fault,
                ["target"] = record.Target,
                ["breaker"] = record.Breaker.ToString(CultureInfo.InvariantCulture),
                ["machine"] = Environment.MachineName,
                ["at"] = record.At.ToString("O", CultureInfo.InvariantCulture),
            },
        }, cancellationToken);
    }

    /// <inheritdoc />
    public async Task RemoveAsync(FaultRecord record, CancellationToken cancellationToken)
    {
        await api.DeleteAsync(PathOf(record), cancellationToken);
        await here.RemoveAsync(record, cancellationToken);
    }

    /// <inheritdoc />
    /// <remarks>Of two machines each may heal: what these faults undo does no harm when it is undone twice.</remarks>
    public Task<IDisposable> HoldAsync(IProgressLog log, CancellationToken cancellationToken) => here.HoldAsync(log, cancellationToken);

    private string PathOfMaps => ApiPath.Of("v1", "ConfigMap", api.Connection.Namespace);

    private string PathOf(FaultRecord record) => $"{PathOfMaps}/{NameOf(record)}";

    private static string NameOf(FaultRecord record) => $"fault-{record.Fault}-{record.Target}";

    private static FaultRecord RecordOf(JsonObject map)
    {
        var data = ManifestObject.TextsAt(map, "data");
        try
        {
            return new FaultRecord(
                data["fault"], data["target"], int.Parse(data["breaker"], CultureInfo.InvariantCulture), DateTimeOffset.Parse(data["at"], CultureInfo.InvariantCulture));
        }
        catch (Exception unreadable) when (unreadable is KeyNotFoundException or FormatException)
        {
            throw new OperationFailedException(
                $"The record of a fault cannot be read: {unreadable.Message}", ["ConfigMap: " + new ManifestObject(map).Name], "its name says what is broken; heal it by hand, then delete it", unreadable);
        }
    }
}
