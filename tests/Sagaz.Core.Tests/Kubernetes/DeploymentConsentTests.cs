using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;

namespace Sagaz.Core.Tests.Kubernetes;

public sealed class DeploymentConsentTests
{
    private static readonly DeploymentConsent Production = new() { Environment = "prod", Context = "frankfurt", Confirmed = "prod" };

    [Fact]
    public void A_confirmed_commit_with_pinned_images_is_deployed()
    {
        Production.Require();
        (Production with { KnownContext = "frankfurt" }).Require();
        new DeploymentConsent { Environment = "dev", Context = "laptop", ChangedFiles = [" M file"], UnpinnedImages = ["sagaz/postgres:1"] }.Require();
    }

    [Fact]
    public void Refuses_what_could_be_a_mistake()
    {
        (DeploymentConsent Consent, string Said)[] cases =
        [
            (Production with { Context = null }, "No kube-context"),
            (Production with { KnownContext = "paris" }, "'paris'"),
            (Production with { Confirmed = null }, "nothing was typed"),
            (Production with { Confirmed = "production" }, "'production' was typed"),
            (Production with { ChangedFiles = [" M deploy/topology.json"] }, "1 files differ"),
            (Production with { UnpinnedImages = ["sagaz/postgres:1"] }, "pinned by digest"),
        ];

        Assert.All(cases, test => Assert.Contains(test.Said, Assert.Throws<PreconditionException>(test.Consent.Require).Sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void Tags_will_do_where_that_was_said()
    {
        (Production with { UnpinnedImages = ["sagaz/postgres:1"], TakesTags = true }).Require();
    }

    [Fact]
    public void A_namespace_of_another_environment_is_refused()
    {
        Production.RequireNamespace(null);
        Production.RequireNamespace("prod");

        Assert.Contains("'dev'", Assert.Throws<PreconditionException>(() => Production.RequireNamespace("dev")).Sentence, StringComparison.Ordinal);
    }
}
