using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.ProjectModel;
using Nuke.Common.Tools.DotNet;
using Nuke.Components;
using Sagaz.Operations.Pipeline;
using static Nuke.Common.Tools.DotNet.DotNetTasks;

partial class Build
{
    AbsolutePath IHazArtifacts.ArtifactsDirectory => RootDirectory / "artifacts";

    IEnumerable<Project> ITest.TestProjects => ((IHazSolution)this).Solution.GetAllProjects("*.Tests");

    Target Tools => _ => _
        .Description("Installs the programs that the native runtime and the tests run")
        .DependentFor<ITest>(build => build.Test)
        .Executes(() => session.RunAsync((log, token) => InstallTools.RunAsync(Settings, log, token)));

    Target Format => _ => _
        .Description("Formats the C# sources by .editorconfig")
        .Executes(() => DotNet($"format {((IHazSolution)this).Solution.Path}", workingDirectory: RootDirectory));
}
