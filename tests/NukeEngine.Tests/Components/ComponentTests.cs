using Nuke.Common.IO;
using Nuke.Common.ProjectModel;
using Nuke.Common.Tooling;
using Nuke.Common.Tools.DotNet;
using Nuke.Components;

namespace NukeEngine.Tests.Components;

public sealed class ComponentTests : IDisposable
{
    private readonly BuildFolder folder = new();

    public ComponentTests()
    {
        folder.Write(".nuke/parameters.json", """{ "Solution": "X.slnx" }""");
        folder.Write(
            "X.slnx",
            """
            <Solution>
              <Project Path="src\App\App.csproj" />
              <Folder Name="/tests/">
                <Project Path="tests/App.Tests/App.Tests.csproj" />
              </Folder>
            </Solution>
            """);
    }

    [Fact]
    public void Reads_the_solution_that_the_parameters_name()
        => Assert.Equal(
            [$"{folder.File("X.slnx")} X", $"App {folder.File("src/App/App.csproj")}", "App.Tests", folder.File("tests/App.Tests")],
            folder.Run<Components>("Show").Ran);

    [Fact]
    public void Refuses_a_run_without_a_solution()
    {
        File.Delete(folder.File("X.slnx"));

        var result = folder.Run<Components>("Show");

        Assert.Equal(-1, result.ExitCode);
        Assert.Contains("Member 'Solution' is required to be not null or empty", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Builds_and_tests_with_the_settings_of_component_and_build()
    {
        var result = folder.Run<Components>("Settings --ignore-failed-sources");

        var root = folder.Root;
        Assert.Equal(
            [
                $"restore {root}/X.slnx --ignore-failed-sources",
                $"build {root}/X.slnx --configuration Debug --nologo",
                $"test {root}/tests/App.Tests/App.Tests.csproj --configuration Debug --filter Fast " +
                $"--results-directory {root}/artifacts/test-results --logger \"trx;LogFileName=App.Tests.trx\"",
            ],
            result.Ran);
    }

    [Fact]
    public void Counts_outcomes_for_the_summary()
    {
        Directory.CreateDirectory(folder.File("artifacts/test-results"));
        folder.Write(
            "artifacts/test-results/a.trx",
            """
            <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results>
              <UnitTestResult outcome="Passed" /><UnitTestResult outcome="Failed" /><UnitTestResult outcome="NotExecuted" />
            </Results></TestRun>
            """);

        Assert.EndsWith("// Failed: 1, Passed: 1, Skipped: 1", folder.Run<Components>("Count").Row("Count"), StringComparison.Ordinal);
    }

    [Fact]
    public void Plans_restore_compile_and_test_in_that_order()
        => Assert.Equal(
            ["Guard", "Restore", "Compile", "Test"],
            folder.Run<Components>("Test --needs-more").Lines
                .Where(x => x.Contains(" NotRun", StringComparison.Ordinal))
                .Select(x => x.Split(' ')[0]));

    public void Dispose() => folder.Dispose();

    private sealed class Components : NukeBuild, ITest
    {
        [Parameter]
        private readonly bool NeedsMore;

        private IHazSolution HazSolution => this;

        private Solution Solution => HazSolution.Solution;

        IEnumerable<Project> ITest.TestProjects => Solution.GetAllProjects("*.Tests");

        AbsolutePath IHazArtifacts.ArtifactsDirectory => RootDirectory / "artifacts";

        Configure<DotNetBuildSettings> ICompile.CompileSettings => _ => _.EnableNoLogo();

        Configure<DotNetTestSettings> ITest.TestSettings => _ => _.SetFilter("Fast");

        private Target Guard => _ => _.DependentFor<IRestore>().Requires(() => !NeedsMore);

        private Target Show => _ => _.Executes(() =>
        {
            Journal.Add($"{Solution.Path} {Solution.Name}");
            Journal.Add($"{Solution.AllProjects.First()} {Solution.AllProjects.First().Path}");
            foreach (var project in ((ITest)this).TestProjects)
            {
                Journal.Add(project.Name);
                Journal.Add(project.Directory);
            }
        });

        private Target Settings => _ => _.Executes(() =>
        {
            ITest test = this;
            var project = test.TestProjects.Single();
            Note(new DotNetRestoreSettings().Apply(test.RestoreSettingsBase).Apply(test.RestoreSettings));
            Note(new DotNetBuildSettings().Apply(test.CompileSettingsBase).Apply(test.CompileSettings));
            Note(new DotNetTestSettings()
                .Apply(test.TestSettingsBase)
                .Apply(test.TestSettings)
                .Apply(test.TestProjectSettingsBase, project)
                .Apply(test.TestProjectSettings, project));
        });

        private Target Count => _ => _.Executes(() => ((ITest)this).ReportTestCount());

        private static void Note(ToolOptions options) => Journal.Add(string.Join(' ', options.Arguments));
    }
}
