using System.ComponentModel.DataAnnotations;
using Nuke.Common;
using Sagaz.Operations.Pipeline;
using Shell;

partial class Build
{
    [Parameter("VerifyFailover: a scenario's name, 'all', or 'random'. Default is 'all'.")]
    readonly string Scenario = "all";

    [Parameter("VerifyFailover: rounds of each scenario, or draws of 'random'. Default is 1."), Range(1, 1000)]
    readonly int Rounds = 1;

    [Parameter("VerifyFailover: what the draws of 'random' begin with; the same seed draws the same scenarios. Default is 1."), Range(0, int.MaxValue)]
    readonly int Seed = 1;

    [Parameter("InjectFault: what is broken, e.g. freeze-postgres; a wrong name lists them.")]
    readonly string? Fault;

    [Parameter("InjectFault: seconds until it is healed, 1 to 3600. Default is 30."), Range(1, 3600)]
    readonly int Hold = 30;

    Target VerifyFailover => _ => _
        .Description("Breaks the cluster under load in known ways; proves by gates how long clients wait, and that no acknowledged row is lost")
        .After(Up, Migrate)
        .Executes(() => InCluster(async (cluster, token) => Summarize("Gates", (await VerifyFailoverOfCluster.RunAsync(
            cluster, new FailoverRequest { Scenario = Scenario, Rounds = Rounds, Seed = Seed }, Terminal.Confirmation(Yes), Terminal.Print, token)).Results.Count)));

    Target InjectFault => _ => _
        .Description("Breaks one thing, --fault of --member or of the one it is meant for, and heals it after --hold seconds, also when it is killed")
        .After(Up, Migrate)
        .Executes(() => InCluster((cluster, token) => Sagaz.Operations.Pipeline.InjectFault.RunAsync(
            cluster, new FaultRequest { Fault = Fault, Target = Member, Hold = TimeSpan.FromSeconds(Hold) }, Terminal.Confirmation(Yes), token)));

    Target HealFaults => _ => _
        .Description("Heals what a killed VerifyFailover left broken")
        .Executes(() => InCluster(async (cluster, token) =>
            Summarize("Healed", (await Sagaz.Operations.Pipeline.HealFaults.RunAsync(cluster, token)).Count)));
}
