using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Clusters;

/// <summary>The container images, built once before the first cluster of a run: from nothing they take minutes.</summary>
internal static class ClusterImages
{
    private static readonly Lazy<Task<ProgramResult>> Built = new(() =>
        Programs.RunAsync(Programs.BuildCommand(["BuildImages", "--no-logo"]), deadline: Deadlines.Images));

    public static async Task BuildAsync() => (await Built.Value).Exits(0);
}
