using Sagaz.Core.Gates;

namespace Sagaz.Operations.Pipeline;

/// <summary>What every use case does with its gates.</summary>
internal static class GateJudgement
{
    /// <summary>Puts the gates into the report and the log, and goes on only when all passed.</summary>
    /// <exception cref="Core.Gates.GateRefusedException">A gate failed or did not run.</exception>
    public static GateReport RequireGates(this ClusterContext cluster, GateReport gates)
    {
        cluster.Recorder.Add(gates);
        foreach (var gate in gates.Results)
            cluster.Log.Information($"gate {gate}");
        return gates.Require();
    }
}
