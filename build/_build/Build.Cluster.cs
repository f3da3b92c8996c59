using Nuke.Common;
using Sagaz.Operations.Pipeline;
using Shell;

partial class Build
{
    [Parameter("Down: also removes the environment's data and passwords, after its name was typed. Scale: also the data of replicas that go.")]
    readonly bool Purge;

    [Parameter("Answers every confirmation.")]
    readonly bool Yes;

    Target Init => _ => _
        .Description("Makes ready what the cluster needs: programs, ports, space, passwords, certificates, configuration; with --k8s judges the manifests")
        .Executes(() => session.RunAsync(async (recorder, log, token) => Summarize(
            "Made", await Initialization.RunAsync(Settings, K8s, recorder, session.Mask, log, token))));

    Target Up => _ => _
        .Description("Starts the cluster and waits until it is of use; changes nothing when it is")
        .DependsOn(Init)
        .Executes(() => InCluster(async (cluster, token) =>
        {
            var changes = await StartCluster.RunAsync(cluster, token);
            Terminal.Print(ListConnections.Lines(cluster, showSecrets: false));
            Summarize("Changes", changes.Count);
        }));

    Target Scale => _ => _
        .Description("Brings the running cluster to --replicas, up or down; with --purge the data of replicas that go is removed")
        .After(Up, Migrate)
        .Executes(() => InCluster(async (cluster, token) =>
            Summarize("Changes", (await ScaleCluster.RunAsync(cluster, Purge, Terminal.Confirmation(Yes), token)).Count)));

    Target Down => _ => _
        .Description("Stops the cluster and keeps its data; with --purge removes it")
        .Executes(() => InCluster(async (cluster, token) =>
            Summarize("Stopped", (await StopCluster.RunAsync(cluster, Purge, Terminal.Confirmation(Yes), token)).Count)));
}
