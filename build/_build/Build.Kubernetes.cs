using System.ComponentModel.DataAnnotations;
using Nuke.Common;
using Sagaz.Operations.Pipeline;
using Sagaz.Operations.Runtimes;
using Shell;

partial class Build
{
    [Parameter("The kube-context of a cluster in Kubernetes; the current one is never used by itself. Remembered once deployed.")]
    readonly string? KubeContext;

    [Parameter("The kubeconfig with that context. Default is what kubectl reads.")]
    readonly string? Kubeconfig;

    [Parameter("DeployK8s: 'prod', where nobody can type it.")]
    readonly string? Confirm;

    [Parameter("DeployK8s: production, too, may run images by tag, where nodes were loaded by hand.")]
    readonly bool ImagesByTag;

    [Parameter("DeployK8s: takes over fields that another manager has changed.")]
    readonly bool ForceConflicts;

    [Parameter("Init: renders and judges the manifests for Kubernetes instead of preparing a cluster here.")]
    readonly bool K8s;

    [Parameter("RollbackK8s: the revision to put back. Default is the good one before the newest."), Range(1, int.MaxValue)]
    readonly int? Revision;

    DeploymentRequest Deployment => new()
    {
        Context = KubeContext,
        Kubeconfig = Kubeconfig,
        Confirmed = Confirm,
        Ask = Terminal.Confirmation(isGiven: false).Ask,
        Registry = Registry,
        TakesTags = ImagesByTag,
        Forces = ForceConflicts,
    };

    /// <summary>What a target for Kubernetes means, whatever --runtime says; members there are counted by ScaleK8s.</summary>
    RunSettings InKubernetes => Settings with { Runtime = RuntimeKind.Kubernetes, Replicas = null };

    Target RenderK8s => _ => _
        .Description("Writes the manifests of --env for Kubernetes to artifacts and judges them; asks no cluster")
        .Executes(() => session.RunAsync(async (recorder, log, token) =>
            Summarize("Objects", (await RenderManifests.RunAsync(Settings, recorder, log, token)).Objects)));

    Target DiffK8s => _ => _
        .Description("Shows in what the cluster at --kube-context differs from what DeployK8s would make of it")
        .Executes(() => session.RunAsync(InKubernetes, async (cluster, token) => Terminal.Print(await DiffKubernetes.RunAsync(cluster, token))));

    Target DeployK8s => _ => _
        .Description("Deploys --env to --kube-context wave by wave, migrates, proves it by gates, and puts the last good revision back when that fails")
        .Executes(() => session.RunAsync(InKubernetes, async (cluster, token) =>
            Summarize("Differences", (await DeployToKubernetes.RunAsync(cluster, token)).Count)));

    Target StatusK8s => _ => _
        .Description("Shows revision, workloads, pods and what troubles them")
        .After(DeployK8s)
        .Executes(() => session.RunAsync(InKubernetes, async (cluster, token) => Terminal.Print(await ReadKubernetesStatus.RunAsync(cluster, token))));

    Target RollbackK8s => _ => _
        .Description("Puts back the objects of the last good revision before this one, or of --revision; data and schema stay")
        .Executes(() => session.RunAsync(InKubernetes, async (cluster, token) =>
            Summarize("Revision", await RollBackKubernetes.RunAsync(cluster, Revision, Terminal.Confirmation(Yes), token))));

    Target ScaleK8s => _ => _
        .Description("Brings the StatefulSet to --replicas pods, the leader included; remembered; --purge removes the data of those that go")
        .After(DeployK8s)
        .Executes(() => session.RunAsync(InKubernetes, async (cluster, token) =>
            Summarize("Changes", await ScaleKubernetes.RunAsync(cluster, Replicas, Purge, Terminal.Confirmation(Yes), token))));

    Target DestroyK8s => _ => _
        .Description("Ends the cluster in Kubernetes after its name was typed and keeps its data; with --purge removes it")
        .Executes(() => session.RunAsync(InKubernetes, async (cluster, token) =>
            Summarize("Removed", (await DestroyKubernetes.RunAsync(cluster, Purge, Terminal.Confirmation(Yes), token)).Count)));
}
