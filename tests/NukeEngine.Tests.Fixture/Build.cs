using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.ProjectModel;
using Nuke.Components;
using Serilog;

namespace NukeEngine.Tests.Fixture;

/// <summary>A build as a consumer writes it: the tests run it as a process.</summary>
internal sealed class Build : NukeBuild, ITest
{
    [Parameter("How many replicas.")]
    private readonly int? Replicas;

    [Parameter("Where to.")]
    private readonly string Env = "local";

    [Parameter]
    [Secret]
    private readonly string? PostgresPassword;

    IEnumerable<Project> ITest.TestProjects => ((IHazSolution)this).Solution.GetAllProjects("*.Tests");

    AbsolutePath IHazArtifacts.ArtifactsDirectory => RootDirectory / "artifacts";

    private Target Init => _ => _
        .Description("Prepares")
        .Executes(() => Log.Information("replicas {Replicas} env {Env}", Replicas, Env));

    private Target Up => _ => _
        .Description("Stands it up")
        .DependsOn(Init)
        .Executes(async () =>
        {
            await Task.Yield();
            ReportSummary(s =>
            {
                s["Packages"] = "3";
                return s;
            });
        });

    private Target Nothing => _ => _
        .Executes(() => { });

    private Target Boom => _ => _
        .DependsOn(Init)
        .Executes(() => throw new InvalidOperationException("boom\nand more"));

    private Target Cleanup => _ => _
        .After(Hang)
        .AssuredAfterFailure()
        .Executes(() => Console.WriteLine("cleaned up"));

    private Target Hang => _ => _
        .Executes(() =>
        {
            Console.WriteLine("hanging");
            Thread.Sleep(TimeSpan.FromSeconds(30));
        });

    private Target NeedsPassword => _ => _
        .Requires(() => PostgresPassword)
        .Executes(() => { });

    private Target Coded => _ => _
        .Executes(() => ExitCode = 3);

    public static int Main() => Execute<Build>(x => x.Up);
}
