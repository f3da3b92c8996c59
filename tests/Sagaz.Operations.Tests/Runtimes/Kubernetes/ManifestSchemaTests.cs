using System.Text.Json.Nodes;
using Sagaz.Core.Kubernetes;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes;

/// <summary>Every object that is rendered is one that the API knows, field by field.</summary>
public sealed class ManifestSchemaTests
{
    /// <summary>Kinds of operators, which the API itself does not have.</summary>
    private static readonly string[] Custom = ["PodMonitor", "PrometheusRule", "ExternalSecret"];

    public static TheoryData<string> Environments => Rendered.Environments;

    [RequiresToolTheory("kubectl")]
    [MemberData(nameof(Environments))]
    public async Task Every_object_of_an_environment_has_only_fields_of_its_type(string environment)
    {
        var manifests = await Rendered.Of(environment);

        Assert.Empty(manifests.Objects.Where(item => !Custom.Contains(item.Kind)).Select(ApiTypes.Objection).OfType<string>());
        Assert.Contains(manifests.Objects, item => item.Kind == "StatefulSet");
    }

    [RequiresToolTheory("kubectl")]
    [InlineData("load-test")]
    [InlineData("external-secrets")]
    public async Task Components_that_no_environment_has_fit_the_base(string component)
    {
        var manifests = await Rendered.WithComponent(component);

        Assert.Empty(manifests.Objects.Where(item => !Custom.Contains(item.Kind)).Select(ApiTypes.Objection).OfType<string>());
        Assert.True(manifests.Objects.Count > (await Rendered.Of("dev")).Objects.Count(item => item.Kind is not "NetworkPolicy"));
    }

    [RequiresToolFact("kubectl")]
    public async Task A_field_that_no_type_has_and_a_kind_that_is_not_there_are_seen()
    {
        var set = (await Rendered.Of("dev")).Find("StatefulSet", "postgresql")!;
        var misspelt = set.Json.DeepClone().AsObject();
        misspelt["spec"]!["template"]!["spec"]!["containers"]![0]!["readynessProbe"] = new JsonObject();
        var unknown = set.Json.DeepClone().AsObject();
        unknown["apiVersion"] = "apps/v2";

        Assert.Contains("readynessProbe", ApiTypes.Objection(new ManifestObject(misspelt)), StringComparison.Ordinal);
        Assert.Contains("apps/v2", ApiTypes.Objection(new ManifestObject(unknown)), StringComparison.Ordinal);
        Assert.Null(ApiTypes.Objection(set));
    }

    [RequiresToolFact("kubectl")]
    public async Task Text_that_is_rendered_again_is_the_same()
    {
        var manifests = await Rendered.Of("staging");

        var again = Operations.Runtimes.Kubernetes.YamlObjects.Parse(Operations.Runtimes.Kubernetes.ManifestFolder.ToYaml(manifests));

        Assert.Equal(manifests.Objects.Count, again.Count);
        Assert.All(manifests.Objects.Zip(again), pair => Assert.True(JsonNode.DeepEquals(pair.First.Json, pair.Second.Json), $"{pair.First}"));
    }
}
