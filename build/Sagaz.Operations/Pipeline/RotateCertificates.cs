using Sagaz.Core.Errors;
using Sagaz.Core.Gates;
using Sagaz.Core.Rotation;
using Sagaz.Operations.Certificates;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>RotateCertificates</c>: issues every certificate anew, and has it served while clients are connected.</summary>
public static class RotateCertificates
{
    /// <param name="cluster">A whole cluster.</param>
    /// <param name="cancellationToken">Ends it between two steps; <c>Up</c> carries on.</param>
    /// <exception cref="GateRefusedException">A client got an error, or a server still shows its old certificate.</exception>
    public static async Task<GateReport> RunAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        var rotation = RotationOfCluster.OfCertificates(cluster);
        var endpoints = cluster.Locate();
        await rotation.RequirePossibleAsync(cancellationToken);
        await WholeCluster.RequireAsync(cluster, endpoints, cancellationToken);
        await using var watch = await ClientWatch.BeginAsync(cluster, endpoints, "rotation", cancellationToken);
        await rotation.RenewAsync(cluster, cancellationToken);
        await rotation.HandOutAsync(cancellationToken);
        var old = await AwaitServedAsync(cluster, endpoints, cancellationToken);
        await WholeCluster.AwaitAsync(cluster, endpoints, cancellationToken);
        return cluster.RequireGates(RotationGates.JudgeClients(await watch.EndAsync(cancellationToken)) + RotationGates.JudgeCertificates(old));
    }

    /// <summary>Servers take a new certificate with their next look at their files.</summary>
    /// <returns>Places that did not in time.</returns>
    private static async Task<IReadOnlyList<string>> AwaitServedAsync(ClusterContext cluster, ClusterEndpoints endpoints, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> old = [];
        try
        {
            await WaitFor.UntilAsync<bool>(
                "every server to show its new certificate",
                Deadlines.Supervised,
                cluster.Log,
                async token =>
                {
                    old = await FindOldAsync(endpoints, token);
                    return old.Count == 0 ? true : new NotYet($"{string.Join(", ", old)} not yet");
                },
                cancellationToken,
                interval: Deadlines.AskInterval);
        }
        catch (DeadlinePassedException passed)
        {
            cluster.Log.Warning(passed.Sentence);
        }
        return old;
    }

    private static async Task<IReadOnlyList<string>> FindOldAsync(ClusterEndpoints endpoints, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(endpoints.RootCertificate)!;
        var old = new List<string>();
        foreach (var server in await endpoints.FindTlsServersAsync(cancellationToken))
        {
            var served = await ServedCertificate.ReadAsync(endpoints.Host, server.Port, endpoints.RootCertificate, server.IsPostgres, cancellationToken);
            if (served != ServedCertificate.ThumbprintOf(Path.Combine(folder, server.Subject + ".crt")))
                old.Add($"{server.Name}:{server.Port}");
        }
        return old;
    }
}
