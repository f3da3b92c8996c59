using Nuke.Common;
using Sagaz.Operations.Pipeline;
using Shell;

partial class Build
{
    [Parameter("VerifyAlerts: one scenario, e.g. stopped-replica. Default is all.")]
    readonly string? AlertScenario;

    Target VerifyAlerts => _ => _
        .Description("Breaks a watched cluster on purpose and proves by gates that each alert comes, and goes after the heal, in time")
        .After(Up, Migrate)
        .Executes(() => InCluster(async (cluster, token) =>
            Summarize("Gates", (await VerifyAlertsOfCluster.RunAsync(cluster, AlertScenario, Terminal.Confirmation(Yes), token)).Results.Count)));
}
