using System.Text.Json.Nodes;
using Sagaz.Core.Gates;
using Sagaz.Core.Kubernetes;
using Sagaz.Core.Kubernetes.Policies;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes;

/// <summary>Every environment holds to every rule, and every rule sees what breaks it.</summary>
public sealed class ManifestRuleTests
{
    public static TheoryData<string> Environments => Rendered.Environments;

    [RequiresToolTheory("kubectl")]
    [MemberData(nameof(Environments))]
    public async Task Every_environment_holds_to_every_rule(string environment)
    {
        var report = ManifestRules.Judge(await Rendered.Of(environment), Rendered.File.Resolve(environment));

        Assert.Empty(report.Refused.Select(gate => $"{gate.Id}: {gate.Detail}"));
        Assert.True(report.Results.Count > 10);
    }

    [RequiresToolTheory("kubectl")]
    [InlineData("load-test")]
    [InlineData("external-secrets")]
    public async Task Components_that_no_environment_has_hold_to_them_too(string component)
    {
        var report = ManifestRules.Judge(await Rendered.WithComponent(component), Rendered.File.Resolve("dev"));

        Assert.Empty(report.Refused.Select(gate => $"{gate.Id}: {gate.Detail}"));
    }

    /// <summary>Rule, object, path in it, and what is put there as JSON; nothing removes what is there.</summary>
    [RequiresToolTheory("kubectl")]
    [InlineData("k8s.probes", "StatefulSet/postgresql", "spec.template.spec.containers.postgresql.livenessProbe", null)]
    [InlineData("k8s.probes", "Deployment/pgbouncer-ro", "spec.template.spec.containers.pgbouncer.startupProbe", null)]
    [InlineData("k8s.resources", "StatefulSet/postgresql", "spec.template.spec.containers.postgresql.resources.limits", null)]
    [InlineData("k8s.resources", "CronJob/full-backup", "spec.jobTemplate.spec.template.spec.containers.0.resources.requests.cpu", null)]
    [InlineData("k8s.confined", "StatefulSet/postgresql", "spec.template.spec.securityContext.runAsNonRoot", "false")]
    [InlineData("k8s.confined", "StatefulSet/postgresql", "spec.template.spec.securityContext.runAsUser", "0")]
    [InlineData("k8s.confined", "StatefulSet/postgresql", "spec.template.spec.securityContext.seccompProfile", null)]
    [InlineData("k8s.confined", "StatefulSet/postgresql", "spec.template.spec.hostNetwork", "true")]
    [InlineData("k8s.confined", "StatefulSet/postgresql", "spec.template.spec.containers.postgresql.securityContext.readOnlyRootFilesystem", null)]
    [InlineData("k8s.confined", "StatefulSet/postgresql", "spec.template.spec.containers.postgresql.securityContext.allowPrivilegeEscalation", null)]
    [InlineData("k8s.confined", "StatefulSet/postgresql", "spec.template.spec.containers.postgresql.securityContext.capabilities", """{"drop": ["NET_RAW"]}""")]
    [InlineData("k8s.confined", "StatefulSet/postgresql", "spec.template.spec.volumes.run-patroni", """{"name": "run-patroni", "hostPath": {"path": "/"}}""")]
    [InlineData("k8s.confined", "Deployment/pgbouncer-rw", "spec.template.spec.automountServiceAccountToken", "true")]
    [InlineData("k8s.confined", "Deployment/pgbouncer-rw", "spec.template.spec.enableServiceLinks", null)]
    [InlineData("k8s.confined", "Namespace/sagaz", "metadata.labels", null)]
    [InlineData("k8s.images", "Deployment/pgbouncer-rw", "spec.template.spec.containers.pgbouncer.image", "\"sagaz/pgbouncer:latest\"")]
    [InlineData("k8s.images", "Deployment/pgbouncer-rw", "spec.template.spec.containers.pgbouncer.image", "\"registry.example:5000/sagaz/pgbouncer\"")]
    [InlineData("k8s.images", "Deployment/pgbouncer-rw", "spec.template.spec.containers.pgbouncer.imagePullPolicy", "\"Always\"")]
    [InlineData("k8s.shutdown", "StatefulSet/postgresql", "spec.template.spec.containers.postgresql.lifecycle", null)]
    [InlineData("k8s.shutdown", "Deployment/pgbouncer-rw", "spec.template.spec.terminationGracePeriodSeconds", "5")]
    [InlineData("k8s.selectors", "Service/pgbouncer-rw", "spec.selector", """{"app": "pgbouncer", "pool-type": "writes"}""")]
    [InlineData("k8s.selectors", "Service/postgres-primary", "spec.selector", """{"app": "postgresql", "sagaz.io/role": "master"}""")]
    [InlineData("k8s.selectors", "StatefulSet/postgresql", "spec.selector.matchLabels.app", "\"postgres\"")]
    [InlineData("k8s.selectors", "StatefulSet/postgresql", "spec.serviceName", "\"postgres-primary\"")]
    [InlineData("k8s.selectors", "StatefulSet/postgresql", "spec.volumeClaimTemplates.0.metadata.name", "\"volume\"")]
    [InlineData("k8s.selectors", "PodDisruptionBudget/postgresql", "spec.selector.matchLabels.app", "\"postgres\"")]
    [InlineData("k8s.selectors", "NetworkPolicy/pgbouncer-ro", "spec.podSelector.matchLabels.app", "\"bouncer\"")]
    [InlineData("k8s.selectors", "PodMonitor/postgresql", "spec.selector.matchLabels.app", "\"postgres\"")]
    [InlineData("k8s.selectors", "HorizontalPodAutoscaler/pgbouncer-ro", "spec.scaleTargetRef.name", "\"pgbouncer\"")]
    [InlineData("k8s.selectors", "Deployment/pgbouncer-ro", "spec.replicas", "2")]
    [InlineData("k8s.ports", "Service/postgres-primary", "spec.ports.0.targetPort", "\"postgres\"")]
    [InlineData("k8s.drain", "PodDisruptionBudget/postgresql", "spec.maxUnavailable", "0")]
    [InlineData("k8s.drain", "PodDisruptionBudget/postgresql", "spec", """{"minAvailable": 3, "selector": {"matchLabels": {"app": "postgresql"}}}""")]
    [InlineData("k8s.drain", "PodDisruptionBudget/pgbouncer-rw", "spec.selector.matchLabels.pool-type", "\"read\"")]
    [InlineData("k8s.references", "StatefulSet/postgresql", "spec.template.spec.serviceAccountName", "\"postgres\"")]
    [InlineData("k8s.references", "Deployment/pgbouncer-rw", "spec.template.spec.volumes.configuration.configMap.name", "\"pgbouncer\"")]
    [InlineData("k8s.secrets", "CronJob/partition-maintenance", "spec.jobTemplate.spec.template.spec.containers.0.env.0", """{"name": "PGPASSWORD", "value": "postgres"}""")]
    [InlineData("k8s.secrets", "StatefulSet/postgresql", "spec.template.spec.volumes.secrets.secret.secretName", "\"password\"")]
    [InlineData("k8s.secrets", "StatefulSet/postgresql", "spec.template.spec.volumes.secrets.secret.defaultMode", "420")]
    [InlineData("k8s.roles", "Role/postgresql", "rules.0.verbs.5", "\"delete\"")]
    [InlineData("k8s.roles", "Role/postgresql", "rules.0.resources.1", "\"secrets\"")]
    [InlineData("k8s.roles", "Role/postgresql", "rules.1.verbs.3", null)]
    [InlineData("k8s.names", "StatefulSet/postgresql", "spec.template.metadata.labels.sagaz~io/role", "\"primary\"")]
    [InlineData("k8s.connections", "HorizontalPodAutoscaler/pgbouncer-ro", "spec.maxReplicas", "5")]
    public async Task A_rule_sees_what_breaks_it(string rule, string subject, string path, string? json)
    {
        var broken = (await Rendered.Of("prod")).With(item => item.Reference.ToString() == subject ? Put(item, path, json) : item);

        var refused = ManifestRules.Judge(broken, Rendered.File.Resolve("prod")).Refused;

        Assert.Contains(refused, gate => gate.Id == rule && gate.Verdict == Verdict.Fail && gate.Detail.Length > 0);
    }

    [RequiresToolFact("kubectl")]
    public async Task A_secret_in_the_tree_and_names_of_patronis_are_seen()
    {
        var manifests = await Rendered.Of("dev");
        string[] added =
        [
            """{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "passwords"}, "stringData": {"postgres": "postgres"}}""",
            """{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "sagaz-leader"}}""",
            """{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "other"}, "data": {"conf": "repo1-cipher-pass=abc"}}""",
            """{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": {"name": "all"}}""",
        ];

        var refused = added.Select(text => ManifestRules.Judge(manifests with { Objects = [.. manifests.Objects, new ManifestObject(JsonNode.Parse(text)!.AsObject())] }, Rendered.File.Resolve("dev")).Refused.Single().Id);

        Assert.Equal(["k8s.secrets", "k8s.names", "k8s.secrets", "k8s.roles"], refused);
    }

    /// <summary>A dot in a key is written ~; an item of a list is meant by its name or number.</summary>
    private static ManifestObject Put(ManifestObject item, string path, string? json)
    {
        var steps = path.Split('.').Select(step => step.Replace('~', '.')).ToList();
        var parent = steps[..^1].Aggregate((JsonNode)item.Json, (node, step) => node is JsonArray list ? list[Index(list, step)]! : node[step]!);
        var value = json is null ? null : JsonNode.Parse(json);
        if (parent is JsonArray items)
        {
            var index = Index(items, steps[^1]);
            if (index < items.Count)
                items.RemoveAt(index);
            if (json is not null)
                items.Insert(index, value);
        }
        else if (json is null)
            Assert.True(parent.AsObject().Remove(steps[^1]), $"{path} is not there");
        else
            parent[steps[^1]] = value;
        return item;
    }

    private static int Index(JsonArray list, string step) =>
        int.TryParse(step, out var index) ? index : list.ToList().FindIndex(item => (string?)item!["name"] == step);
}
