using Sagaz.Core.Gates;
using Sagaz.Core.Kubernetes;
using Sagaz.Core.Kubernetes.Policies;
using Sagaz.Core.Topology;
using Sagaz.Operations.Packages;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Reporting;
using Sagaz.Operations.Runtimes.Kubernetes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>RenderK8s</c>, <c>Init --k8s</c>: the manifests of an environment as one file, judged by every rule; no cluster is asked.</summary>
public static class RenderManifests
{
    /// <param name="settings">Which environment.</param>
    /// <param name="recorder">Collects the gates.</param>
    /// <param name="log">Told what happens.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The file that was written, and how many objects are in it.</returns>
    /// <exception cref="GateRefusedException">A rule is broken; the file was written all the same.</exception>
    public static async Task<(string File, int Objects)> RunAsync(RunSettings settings, RunRecorder recorder, IProgressLog log, CancellationToken cancellationToken)
    {
        var commands = new CommandRunner(log);
        var topology = TopologyFile.Parse(await File.ReadAllTextAsync(settings.TopologyFile, cancellationToken), "deploy/topology.json");
        var rendered = await new ManifestFolder(settings.DeployFolder, new KubectlCli(new KubectlProgram(commands, log, settings.MayInstall), commands)).RenderAsync(settings.Environment, cancellationToken);
        var manifests = JobNames.Apply(ImagePins.Apply(rendered, await ImageNames.OfAsync(settings, rendered, commands, cancellationToken)));
        var file = Path.Combine(settings.Repository, "artifacts", $"k8s-{settings.Environment}.yaml");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, ManifestFolder.ToYaml(manifests), cancellationToken);
        log.Information($"{manifests.Objects.Count} objects of '{settings.Environment}' written to {Path.GetRelativePath(settings.Repository, file)}");
        var gates = ManifestRules.Judge(manifests, topology.Resolve(settings.Environment));
        recorder.Add(gates);
        foreach (var gate in gates.Results)
            log.Information($"gate {gate}");
        gates.Require();
        return (file, manifests.Objects.Count);
    }
}
