using Nuke.Common.Tooling;
using Nuke.Common.Tools.DotNet;

namespace NukeEngine.Tests.Tooling;

public sealed class DotNetSettingsTests
{
    [Fact]
    public void Writes_the_arguments_that_were_set()
    {
        var settings = new DotNetTestSettings()
            .SetProjectFile("/a b/x.csproj")
            .SetConfiguration("Release")
            .EnableNoBuild()
            .EnableNoRestore()
            .DisableNoRestore()
            .SetLoggers("trx;LogFileName=x.trx")
            .AddLoggers("console")
            .SetFilter("Category!=Slow")
            .SetProperty("CollectCoverage", true);

        Assert.Equal(
            "test \"/a b/x.csproj\" --configuration Release --filter Category!=Slow --logger \"trx;LogFileName=x.trx\" " +
            "--logger console --no-build /property:CollectCoverage=true",
            string.Join(' ', settings.Arguments));
    }

    [Fact]
    public void Changes_a_copy()
    {
        var plain = new DotNetBuildSettings();

        var changed = plain.SetConfiguration("Release").SetProcessEnvironmentVariable("A", "1");

        Assert.Null(plain.Configuration);
        Assert.Null(plain.ProcessEnvironmentVariables);
        Assert.Equal("Release", changed.Configuration);
        Assert.Equal("1", changed.ProcessEnvironmentVariables["A"]);
        Assert.Null(changed.ResetConfiguration().Configuration);
    }

    [Fact]
    public void Makes_a_variant_for_each_value()
        => Assert.Equal(
            ["a", "b"],
            new DotNetBuildSettings().CombineWith(["a", "b"], (x, v) => x.SetProjectFile(v)).Select(x => x.ProjectFile));

    [Fact]
    public void Applies_a_configurator_only_where_the_condition_holds()
    {
        var settings = new DotNetFormatSettings()
            .When(_ => true, x => x.EnableVerifyNoChanges())
            .When(x => x.NoRestore ?? false, x => x.SetProject("never"));

        Assert.Equal(["format", "--verify-no-changes"], settings.Arguments);
    }
}
