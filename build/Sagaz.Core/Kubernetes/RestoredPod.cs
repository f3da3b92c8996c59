using System.Text.Json.Nodes;

namespace Sagaz.Core.Kubernetes;

/// <summary>A pod beside the members, in which a backup is restored; made of their own template, so that image and confinement are theirs.</summary>
/// <remarks>It bears none of the members' labels: no Service leads to it, and Patroni does not count it.</remarks>
public static class RestoredPod
{
    /// <summary>Its container.</summary>
    public const string Container = "postgresql";

    /// <summary>Where its volume is mounted, as the members' is.</summary>
    public const string Folder = "/var/lib/postgresql";

    /// <summary>Label whose value is the copy's name: what a killed run left is found by it.</summary>
    public const string CopyLabel = "sagaz.io/restored";

    /// <summary>Selects the pods of all copies.</summary>
    public const string Selector = "app=" + App;

    private const string App = "restored";
    private const string Data = "data";

    /// <summary>What the members mount and it needs as well; above all none of their passwords.</summary>
    private static readonly string[] Mounts = [Data, "run-pgbackrest", "tmp", "shared-memory", "pgbackrest", "tls"];

    /// <summary>Labels that all such pods bear, whatever the copy.</summary>
    public static IReadOnlyDictionary<string, string> Labels { get; } = new Dictionary<string, string> { ["app"] = App, ["app.kubernetes.io/name"] = App };

    /// <summary>Name of a copy's pod.</summary>
    /// <param name="copy">The copy's name: <c>verify</c>.</param>
    public static string NameOf(string copy) => $"{App}-{copy}";

    /// <summary>The pod with a volume of its own; it does nothing by itself and ends when it is removed.</summary>
    /// <param name="members">The members' StatefulSet, as the API server shows it.</param>
    /// <param name="claim">A member's claim, which may have grown since; null where there is none.</param>
    /// <param name="copy">The copy's name.</param>
    /// <param name="space">The namespace.</param>
    public static JsonObject Of(JsonObject members, JsonObject? claim, string copy, string space) => With(Volume(members, claim), members, copy, space);

    /// <summary>The pod with the volume of a member that does not run; with the pod goes nothing of it.</summary>
    /// <param name="members">The members' StatefulSet, as the API server shows it.</param>
    /// <param name="claimName">Name of the member's claim.</param>
    /// <param name="copy">The copy's name.</param>
    /// <param name="space">The namespace.</param>
    public static JsonObject In(JsonObject members, string claimName, string copy, string space) =>
        With(new JsonObject { ["name"] = Data, ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = claimName } }, members, copy, space);

    private static JsonObject With(JsonObject volume, JsonObject members, string copy, string space)
    {
        var spec = ManifestObject.At(members, "spec", "template", "spec")!.DeepClone().AsObject();
        foreach (var key in new[] { "serviceAccountName", "serviceAccount", "initContainers", "topologySpreadConstraints", "hostname", "subdomain" })
            spec.Remove(key);
        spec["restartPolicy"] = "Never";
        spec["automountServiceAccountToken"] = false;
        spec["terminationGracePeriodSeconds"] = 30;
        // Wishes for nodes hold for it too; those about other pods are the members' own.
        spec["affinity"] = AwayFromMembers(ManifestObject.At(spec, "affinity", "nodeAffinity")?.DeepClone());
        spec["containers"] = new JsonArray(ContainerOf(members));
        spec["volumes"] = new JsonArray(
        [
            .. ManifestObject.ListAt(spec, "volumes").Where(volume => Mounts.Contains((string?)volume["name"]) && (string?)volume["name"] != Data).Select(volume => volume.DeepClone()),
            volume,
        ]);
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject
            {
                ["name"] = NameOf(copy),
                ["namespace"] = space,
                ["labels"] = new JsonObject(Labels.Append(new(CopyLabel, copy)).Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
            },
            ["spec"] = spec,
        };
    }

    private static JsonObject ContainerOf(JsonObject members)
    {
        var container = ManifestObject.ListAt(members, "spec", "template", "spec", "containers").Single(one => (string?)one["name"] == Container).DeepClone().AsObject();
        foreach (var key in new[] { "args", "envFrom", "ports", "lifecycle", "startupProbe", "livenessProbe", "readinessProbe" })
            container.Remove(key);
        // Programs are run in it one by one.
        container["command"] = new JsonArray("hold");
        container["env"] = new JsonArray(Variable("PGBACKREST_CONFIG", "/etc/sagaz/pgbackrest/member.conf"), Variable("PGBACKREST_STANZA", "sagaz"));
        container["resources"] = new JsonObject
        {
            ["requests"] = new JsonObject { ["cpu"] = "250m", ["memory"] = "512Mi" },
            ["limits"] = new JsonObject { ["memory"] = "1Gi" },
        };
        container["volumeMounts"] = new JsonArray(
            [.. ManifestObject.ListAt(container, "volumeMounts").Where(mount => Mounts.Contains((string?)mount["name"])).Select(mount => mount.DeepClone())]);
        return container;
    }

    private static JsonNode Variable(string name, string value) => new JsonObject { ["name"] = name, ["value"] = value };

    /// <summary>A claim that comes and goes with the pod, of the members' class and as large as theirs.</summary>
    private static JsonObject Volume(JsonObject members, JsonObject? claim)
    {
        var wanted = ManifestObject.ListAt(members, "spec", "volumeClaimTemplates").Single(template => (string?)template["metadata"]?["name"] == Data)["spec"]!.DeepClone().AsObject();
        if (ManifestObject.At(claim, "spec", "resources") is { } grown)
            wanted["resources"] = grown.DeepClone();
        return new JsonObject
        {
            ["name"] = Data,
            ["ephemeral"] = new JsonObject
            {
                ["volumeClaimTemplate"] = new JsonObject
                {
                    ["metadata"] = new JsonObject { ["labels"] = new JsonObject(Labels.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))) },
                    ["spec"] = wanted,
                },
            },
        };
    }

    /// <summary>On a node without members where there is one: copying back takes its disk.</summary>
    private static JsonObject AwayFromMembers(JsonNode? nodes)
    {
        var affinity = new JsonObject
        {
            ["podAntiAffinity"] = new JsonObject
            {
                ["preferredDuringSchedulingIgnoredDuringExecution"] = new JsonArray(new JsonObject
                {
                    ["weight"] = 100,
                    ["podAffinityTerm"] = new JsonObject
                    {
                        ["topologyKey"] = "kubernetes.io/hostname",
                        ["labelSelector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["app"] = "postgresql" } },
                    },
                }),
            },
        };
        if (nodes is not null)
            affinity["nodeAffinity"] = nodes;
        return affinity;
    }
}
