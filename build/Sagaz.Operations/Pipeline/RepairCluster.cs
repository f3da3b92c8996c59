using Npgsql;
using Sagaz.Core.Doctor;
using Sagaz.Core.Errors;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>Repair</c>: shows what it would do about one check's finding, does it after a typed confirmation, and looks again.</summary>
public static class RepairCluster
{
    /// <param name="cluster">The cluster.</param>
    /// <param name="check">The check, as <c>Doctor</c> names it.</param>
    /// <param name="confirmation">Knows how to ask.</param>
    /// <param name="print">Called with the plan.</param>
    /// <param name="cancellationToken">Ends it between two steps.</param>
    /// <returns>Steps done; 0 where nothing was wrong.</returns>
    /// <exception cref="PreconditionException">There is no such check, a person must decide, or nobody confirmed.</exception>
    /// <exception cref="DeadlinePassedException">The check still finds something.</exception>
    public static async Task<int> RunAsync(
        ClusterContext cluster, string? check, Confirmation confirmation, Action<IReadOnlyList<string>> print, CancellationToken cancellationToken)
    {
        var seen = await DiagnoseCluster.LookAsync(cluster, cancellationToken);
        var finding = Find(Diagnosis.Of(seen), check);
        if (finding.Condition == Condition.Good)
        {
            cluster.Log.Information($"{finding.Check} finds nothing: nothing to repair");
            return 0;
        }
        var steps = Repairs.Of(finding.Check, cluster, seen);
        if (steps.Count == 0)
            throw new PreconditionException($"{finding.Check}: {finding.Evidence}. Nothing that the pipeline could safely do by itself.", remedy: finding.Remedy);
        print([$"{finding.Check}: {finding.Evidence}", .. steps.Select((step, index) => $"    {index + 1}. {step.Description}")]);
        confirmation.Require("Repair does this.", finding.Check);
        try
        {
            foreach (var step in steps)
                await step.ActAsync(cancellationToken);
        }
        catch (NpgsqlException refused)
        {
            throw new OperationFailedException($"A step of the repair of {finding.Check} failed: {refused.Message}", remedy: "./build.sh Doctor", innerException: refused);
        }
        await AwaitGoodAsync(cluster, finding.Check, cancellationToken);
        cluster.Log.Information($"{finding.Check} is repaired");
        return steps.Count;
    }

    private static Finding Find(IReadOnlyList<Finding> findings, string? check)
    {
        if (check is not null && findings.FirstOrDefault(finding => finding.Check == check) is { } found)
            return found;
        var near = NearestName.Find(check ?? "", findings.Select(finding => finding.Check));
        throw new PreconditionException(
            check is null ? "Repair needs to know which check." : $"There is no check '{check}'{(near is null ? "" : $"; did you mean '{near}'?")}",
            [string.Join(", ", findings.Select(finding => finding.Check))], "./build.sh Doctor");
    }

    private static Task<bool> AwaitGoodAsync(ClusterContext cluster, string check, CancellationToken cancellationToken) => WaitFor.UntilAsync<bool>(
        $"{check} to find nothing",
        Deadlines.Repaired,
        cluster.Log,
        async token => Diagnosis.Of(await DiagnoseCluster.LookAsync(cluster, token)).Single(finding => finding.Check == check) is { Condition: not Condition.Good } left
            ? new NotYet(left.Evidence)
            : true,
        cancellationToken,
        "./build.sh Doctor",
        Deadlines.AskInterval);
}
