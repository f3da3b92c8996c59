using System.Text.Json.Nodes;
using Sagaz.Core.Kubernetes;
using Sagaz.Core.Kubernetes.Policies;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes;

/// <summary>The pod beside the members, made of what prod's manifests say of them.</summary>
public sealed class RestoredPodTests
{
    [RequiresToolFact("kubectl")]
    public async Task It_is_confined_as_the_members_are_with_their_image_and_without_their_passwords()
    {
        var prod = await Rendered.Of("prod");
        var members = prod.Find("StatefulSet", "postgresql")!;
        var pod = new ManifestObject(RestoredPod.Of(members.Json, null, "verify", "sagaz"));
        // The rules judge templates: the pod as if something made it.
        var job = new ManifestObject(new JsonObject { ["kind"] = "Job", ["metadata"] = new JsonObject { ["name"] = "restored" }, ["spec"] = new JsonObject { ["template"] = pod.Json.DeepClone() } });

        Assert.Empty(ManifestRules.Judge(prod with { Objects = [.. prod.Objects, job] }, Rendered.File.Resolve("prod")).Refused.Select(gate => $"{gate.Id}: {gate.Detail}"));
        Assert.Null(ApiTypes.Objection(pod));
        var container = Assert.Single(job.Containers);
        Assert.Equal((string?)members.Containers.Single(one => (string?)one["name"] == "postgresql")["image"], (string?)container["image"]);
        Assert.Equal("""["hold"]""", container["command"]!.ToJsonString());
        Assert.Equal(["data", "pgbackrest", "run-pgbackrest", "shared-memory", "tls", "tmp"], NamesAt(container, "volumeMounts"));
        Assert.Equal(NamesAt(container, "volumeMounts"), NamesAt(job.PodTemplate!["spec"], "volumes"));
        Assert.Equal(["tls-postgresql"], ManifestObject.ListAt(job.PodTemplate, "spec", "volumes").Select(volume => (string?)volume["secret"]?["secretName"]).OfType<string>());
        Assert.False((bool?)pod.Json["spec"]!["automountServiceAccountToken"]);
        Assert.Null(pod.Json["spec"]!["serviceAccountName"]);
    }

    [RequiresToolFact("kubectl")]
    public async Task No_Service_leads_to_it_Patroni_does_not_count_it_and_it_may_reach_the_repository_alone()
    {
        var prod = await Rendered.Of("prod");
        var labels = new ManifestObject(RestoredPod.Of(prod.Find("StatefulSet", "postgresql")!.Json, null, "verify", "sagaz")).Labels;

        Assert.All(prod.Of("Service"), service => Assert.False(LabelSelector.Takes(ManifestObject.TextsAt(service.Json, "spec", "selector"), labels), $"{service}"));
        Assert.All(prod.Of("PodDisruptionBudget"), budget => Assert.False(LabelSelector.Takes(budget.Json["spec"]!["selector"], labels), $"{budget}"));
        Assert.NotEqual("postgresql", labels["app"]);
        Assert.DoesNotContain(labels.Keys, label => label is "sagaz.io/cluster" or "sagaz.io/role");
        Assert.Equal(["default-deny", "names", "restored"], prod.Of("NetworkPolicy").Where(policy => LabelSelector.Takes(policy.Json["spec"]!["podSelector"], labels)).Select(policy => policy.Name).Order(StringComparer.Ordinal));
    }

    [RequiresToolFact("kubectl")]
    public async Task Its_volume_is_of_the_members_class_as_large_as_theirs_has_grown_and_ends_with_it()
    {
        var members = (await Rendered.Of("prod")).Find("StatefulSet", "postgresql")!.Json.DeepClone().AsObject();
        members["spec"]!["volumeClaimTemplates"]![0]!["spec"]!["storageClassName"] = "fast";
        var claim = JsonNode.Parse("""{"spec": {"resources": {"requests": {"storage": "300Gi"}}}}""")!.AsObject();

        var made = ClaimOf(RestoredPod.Of(members, null, "verify", "sagaz"));
        var grown = ClaimOf(RestoredPod.Of(members, claim, "verify", "sagaz"));

        Assert.Equal(("fast", "100Gi"), ((string?)made["storageClassName"], (string?)made["resources"]!["requests"]!["storage"]));
        Assert.Equal(("fast", "300Gi"), ((string?)grown["storageClassName"], (string?)grown["resources"]!["requests"]!["storage"]));
    }

    private static JsonNode ClaimOf(JsonObject pod) =>
        ManifestObject.ListAt(pod, "spec", "volumes").Single(volume => (string?)volume["name"] == "data")["ephemeral"]!["volumeClaimTemplate"]!["spec"]!;

    private static IEnumerable<string?> NamesAt(JsonNode? node, string list) => ManifestObject.ListAt(node, list).Select(item => (string?)item["name"]).Order(StringComparer.Ordinal);
}
