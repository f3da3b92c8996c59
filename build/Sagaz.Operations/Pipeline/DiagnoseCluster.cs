using Sagaz.Core.Doctor;
using Sagaz.Core.Gates;
using Sagaz.Core.Status;
using Sagaz.Operations.Doctor;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>Doctor</c>: looks at everything, and says what is wrong, by what one sees it, and what to do.</summary>
public static class DiagnoseCluster
{
    /// <param name="cluster">The cluster, in whatever state.</param>
    /// <param name="print">Called with the findings, also when some are bad.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <exception cref="GateRefusedException">A check found something, or could not be run.</exception>
    /// <exception cref="Core.Errors.PreconditionException">The cluster was never prepared.</exception>
    public static async Task<GateReport> RunAsync(ClusterContext cluster, Action<IReadOnlyList<string>> print, CancellationToken cancellationToken)
    {
        var findings = Diagnosis.Of(await LookAsync(cluster, cancellationToken));
        var gates = new GateReport([.. findings.Select(finding => finding.ToGate())]);
        cluster.Recorder.Add(gates);
        print(TextTable.Render(Finding.Header, findings.OrderByDescending(finding => Rank(finding.Condition)).Select(finding => finding.Cells)));
        return gates.Require();
    }

    /// <summary>What the cluster shows now.</summary>
    internal static async Task<Symptoms> LookAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        var endpoints = cluster.Locate();
        using var patroni = ClusterContext.OpenPatroni(endpoints);
        return await new SymptomReader(endpoints, patroni, cluster.Commands, cluster.State.Path).ReadAsync(cancellationToken);
    }

    private static int Rank(Condition condition) => condition switch
    {
        Condition.Critical => 3,
        Condition.Warning => 2,
        Condition.Unread => 1,
        _ => 0,
    };
}
