using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.ProjectModel;
using Nuke.Common.Tooling;
using Nuke.Common.Tools.DotNet;
using static Nuke.Common.Tools.DotNet.DotNetTasks;

namespace Nuke.Components;

/// <summary>Runs the tests, one project after another.</summary>
public interface ITest : ICompile, IHazArtifacts
{
    /// <summary>The test projects.</summary>
    IEnumerable<Project> TestProjects { get; }

    /// <summary>Where results go, one .trx file a project.</summary>
    AbsolutePath TestResultDirectory => ArtifactsDirectory / "test-results";

    /// <summary>How many projects run at a time. Default: 1.</summary>
    int TestDegreeOfParallelism => 1;

    /// <summary>Runs <c>dotnet test</c>; after a failure the other projects still run.</summary>
    Target Test => _ => _
        .DependsOn(Compile)
        .Produces(TestResultDirectory / "*.trx")
        .Produces(TestResultDirectory / "*.xml")
        .Executes(() =>
        {
            try
            {
                DotNetTest(
                    x => x
                        .Apply(TestSettingsBase)
                        .Apply(TestSettings)
                        .CombineWith(TestProjects, (settings, project) => settings
                            .Apply(TestProjectSettingsBase, project)
                            .Apply(TestProjectSettings, project)),
                    TestDegreeOfParallelism,
                    completeOnFailure: true);
            }
            finally
            {
                ReportTestResults();
                ReportTestCount();
            }
        });

    /// <summary>The component's own settings.</summary>
    sealed Configure<DotNetTestSettings> TestSettingsBase => _ => _
        .SetConfiguration(Configuration)
        .SetNoBuild(SucceededTargets.Contains(Compile))
        .SetResultsDirectory(TestResultDirectory)
        .When(_ => IsServerBuild, x => x
            .SetProperty("CollectCoverage", true)
            .SetProperty("CoverletOutputFormat", "cobertura")
            .SetProperty("ExcludeByFile", "*.Generated.cs")
            .SetProperty("UseSourceLink", true));

    /// <summary>The component's own settings for a project.</summary>
    sealed Configure<DotNetTestSettings, Project> TestProjectSettingsBase => (_, v) => _
        .SetProjectFile(v)
        .AddLoggers($"trx;LogFileName={v.Name}.trx")
        .When(_ => IsServerBuild, x => x.SetProperty("CoverletOutput", TestResultDirectory / $"{v.Name}.xml"));

    /// <summary>The build's settings, after the component's.</summary>
    Configure<DotNetTestSettings> TestSettings => _ => _;

    /// <summary>The build's settings for a project, after the component's.</summary>
    Configure<DotNetTestSettings, Project> TestProjectSettings => (_, v) => _;

    /// <summary>Hands the results to the build server, where it wants them.</summary>
    void ReportTestResults()
    {
    }

    /// <summary>Puts the number of failed, passed and skipped tests into the summary.</summary>
    void ReportTestCount()
    {
        var count = TestCount.Of(TestResultDirectory.GlobFiles("*.trx"));
        ReportSummary(_ => count.Pairs());
    }
}
