using Sagaz.Core.Errors;
using Sagaz.Operations.Runtimes.Kubernetes;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes;

public sealed class KubeConfigFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sagaz-kubeconfig-");

    private string Config => Path.Combine(folder.FullName, "config");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_context_that_is_not_there_is_refused_with_the_nearest_name()
    {
        File.WriteAllText(Config, """
            apiVersion: v1
            kind: Config
            current-context: production
            clusters: [{name: one, cluster: {server: "https://127.0.0.1:1"}}]
            users: [{name: me, user: {token: t}}]
            contexts: [{name: production, context: {cluster: one, user: me}}]
            """);

        var refused = Assert.Throws<PreconditionException>(() => KubeConfigFile.Open(new KubeConnection(Config, "prodction")));

        Assert.Contains("'prodction'", refused.Sentence, StringComparison.Ordinal);
        Assert.Equal("--kube-context production", refused.Remedy);
        using var opened = KubeConfigFile.Open(new KubeConnection(Config, "production"));
        Assert.Equal(1, opened.BaseUri.Port);
    }

    [Theory]
    [InlineData("contexts: [")]
    [InlineData("not a kubeconfig")]
    [InlineData("")]
    public void A_file_that_is_none_is_refused(string text)
    {
        File.WriteAllText(Config, text);

        Assert.Equal(ExitCode.NotRun, Assert.Throws<PreconditionException>(() => KubeConfigFile.Open(new KubeConnection(Config, "production"))).ExitCode);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        Assert.Contains(Config, Assert.Throws<PreconditionException>(() => KubeConfigFile.Open(new KubeConnection(Config, "production"))).Message, StringComparison.Ordinal);
    }
}
