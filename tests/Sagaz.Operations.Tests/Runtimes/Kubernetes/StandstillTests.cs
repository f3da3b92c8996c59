using Sagaz.Core.Kubernetes;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes;

/// <summary>What is held back of prod while its data is replaced.</summary>
public sealed class StandstillTests
{
    [RequiresToolFact("kubectl")]
    public async Task Poolers_and_all_that_comes_due_are_held_back_and_nothing_else()
    {
        var prod = await Rendered.Of("prod");

        var closed = Standstill.Closed(prod);

        Assert.Equal(
            ["CronJob/differential-backup", "CronJob/full-backup", "CronJob/partition-maintenance", "Deployment/pgbouncer-ro", "Deployment/pgbouncer-rw"],
            closed.Select(item => $"{item}").Order(StringComparer.Ordinal));
        Assert.Equal(closed.Select(item => item.Reference), Standstill.Entrances(prod).Select(item => item.Reference));
        Assert.All(closed, item => Assert.True(item.Kind == "CronJob" ? (bool)item.Json["spec"]!["suspend"]! : (int)item.Json["spec"]!["replicas"]! == 0));
        Assert.All(closed, item => Assert.Null(ApiTypes.Objection(item)));
        // As the deployment applied it: the autoscaler's number is nobody's again.
        Assert.All(Standstill.Entrances(prod), item => Assert.Same(prod.Find(item.Kind, item.Name), item));
        Assert.Null(prod.Find("Deployment", "pgbouncer-ro")!.Json["spec"]!["replicas"]);
    }

    [RequiresToolFact("kubectl")]
    public async Task Members_differ_in_their_number_alone()
    {
        var prod = await Rendered.Of("prod");

        var alone = Standstill.Members(prod, 1).Json;

        Assert.Equal(1, (int?)alone["spec"]!["replicas"]);
        alone["spec"]!["replicas"] = 3;
        Assert.Equal(prod.Find("StatefulSet", "postgresql")!.Json.ToJsonString(), alone.ToJsonString());
    }

    [RequiresToolFact("kubectl")]
    public async Task A_lost_claim_is_made_as_the_StatefulSet_would()
    {
        var members = (await Rendered.Of("prod")).Find("StatefulSet", "postgresql")!;

        var claim = new ManifestObject(MemberClaim.Of(members.Json, 0, "sagaz"));

        Assert.Null(ApiTypes.Objection(claim));
        Assert.Equal("data-postgresql-0", claim.Name);
        Assert.Equal("postgresql", claim.Labels["app"]);
        Assert.Equal("100Gi", (string?)claim.Json["spec"]!["resources"]!["requests"]!["storage"]);
    }

    [RequiresToolFact("kubectl")]
    public async Task The_pod_in_a_members_volume_has_its_claim_and_is_no_member()
    {
        var prod = await Rendered.Of("prod");
        var members = prod.Find("StatefulSet", "postgresql")!.Json;

        var pod = new ManifestObject(RestoredPod.In(members, MemberClaim.NameOf(0), "member", "sagaz"));

        Assert.Null(ApiTypes.Objection(pod));
        var volume = ManifestObject.ListAt(pod.Json, "spec", "volumes").Single(one => (string?)one["name"] == "data");
        Assert.Equal("data-postgresql-0", (string?)volume["persistentVolumeClaim"]!["claimName"]);
        Assert.Equal(("restored-member", "restored"), (pod.Name, pod.Labels["app"]));
        Assert.Equal(members["spec"]!["template"]!["spec"]!["securityContext"]!.ToJsonString(), pod.Json["spec"]!["securityContext"]!.ToJsonString());
    }
}
