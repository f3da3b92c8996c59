using System.Net;
using System.Net.Sockets;
using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Pipeline;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Reporting;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Tests.Runtimes.Kubernetes.FakeApi;

namespace Sagaz.Operations.Tests.Pipeline;

/// <summary>What could be a mistake is refused, and the cluster is left as it was.</summary>
public sealed class KubernetesRefusalTests : IAsyncLifetime
{
    private readonly DirectoryInfo repository = Directory.CreateTempSubdirectory("sagaz-refusals-");
    private FakeKubernetes fake = null!;

    public async Task InitializeAsync()
    {
        fake = await FakeKubernetes.StartAsync(ServedKind.Monitoring);
        await RunAsync("cp", "-r", RepositoryRoot.Of("deploy"), repository.FullName);
        await File.WriteAllTextAsync(Path.Combine(repository.FullName, ".gitignore"), ".sagaz\n");
        await RunAsync("git", "init", "--quiet");
        await RunAsync("git", "add", "--all");
        await RunAsync("git", "-c", "user.name=test", "-c", "user.email=test@example.org", "commit", "--quiet", "--message", "all");
    }

    public async Task DisposeAsync()
    {
        await fake.DisposeAsync();
        repository.Delete(recursive: true);
    }

    [RequiresToolFact("kubectl")]
    public async Task An_environment_that_is_not_there_is_refused()
    {
        await RefusedAsync("environment 'prdo' is not known", Settings("prdo"));
        await RefusedAsync("'local' has no manifests for Kubernetes", Settings("local"));
    }

    [RequiresToolFact("kubectl")]
    public async Task No_context_and_one_that_is_not_there_are_refused()
    {
        await RefusedAsync("No kube-context was named", Settings("dev", request => request with { Context = null }));
        await RefusedAsync("no context 'fakee'", Settings("dev", request => request with { Context = "fakee" }));
    }

    [RequiresToolFact("kubectl")]
    public async Task Another_context_than_the_environment_was_deployed_to_is_refused()
    {
        var state = Path.Combine(repository.FullName, ".sagaz", "kubernetes-dev");
        Directory.CreateDirectory(state);
        new ClusterRecord(3, RuntimeKind.Kubernetes, KubeContext: "somebody-elses").Replace(ClusterRecord.FileIn(state));

        await RefusedAsync("was deployed to the context 'somebody-elses'", Settings("dev"));
    }

    [RequiresToolFact("kubectl")]
    public async Task A_namespace_of_another_environment_is_refused()
    {
        fake.Objects.Put("/api/v1/namespaces/sagaz", System.Text.Json.Nodes.JsonNode.Parse(
            $$$$$"""{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "sagaz", "labels": {"{{{{{DeploymentConsent.EnvironmentLabel}}}}}": "staging"}}}""")!.AsObject());

        await RefusedAsync("holds the environment 'staging'", Settings("dev"));
    }

    [RequiresToolFact("kubectl")]
    public async Task Production_is_refused_without_its_name_from_changed_files_and_with_tags()
    {
        var loaded = Settings("prod", request => request with { TakesTags = true });

        await RefusedAsync("Production was not confirmed: nothing was typed", loaded);
        await RefusedAsync("'staging' was typed", loaded with { Deployment = loaded.Deployment with { Confirmed = "staging" } });
        await RefusedAsync("pinned by digest", Settings("prod", request => request with { Confirmed = "prod" }));
        await File.AppendAllTextAsync(Path.Combine(repository.FullName, "deploy", "topology.json"), "\n");
        await RefusedAsync("1 files differ", loaded with { Deployment = loaded.Deployment with { Confirmed = "prod" } });
    }

    [RequiresToolFact("kubectl")]
    public async Task A_port_of_this_machine_that_is_taken_is_found_before_anything_is_changed()
    {
        const int offset = 12345;
        using var somebody = new TcpListener(IPAddress.Loopback, 6433 + offset);
        somebody.Start();

        await RefusedAsync($"Port {6433 + offset} of this machine is taken", Settings("dev") with { PortOffset = offset });

        // Those that were free are free again.
        using var free = new TcpListener(IPAddress.Loopback, 5432 + offset);
        free.Start();
    }

    private RunSettings Settings(string environment, Func<DeploymentRequest, DeploymentRequest>? change = null)
    {
        var request = new DeploymentRequest { Context = "fake", Kubeconfig = fake.Connection.File };
        return new RunSettings
        {
            Repository = repository.FullName,
            Environment = environment,
            Runtime = RuntimeKind.Kubernetes,
            Deployment = change is null ? request : change(request),
        };
    }

    private async Task RefusedAsync(string sentence, RunSettings settings)
    {
        var before = fake.Objects.Written.Count;

        var refused = await Assert.ThrowsAnyAsync<SagazException>(async () =>
        {
            using var cluster = await ClusterContext.OpenAsync(settings, new RunRecorder([]), new SecretMask(), new ListLog(), CancellationToken.None);
            await DeployToKubernetes.RunAsync(cluster, CancellationToken.None);
        });

        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NotRun, refused.ExitCode);
        Assert.Equal(before, fake.Objects.Written.Count);
    }

    private async Task RunAsync(string program, params IReadOnlyList<string> arguments) =>
        (await new CommandRunner(new ListLog()).RunAsync(new Command(program, arguments) { WorkingDirectory = repository.FullName })).Require();
}
