using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Clusters;

/// <summary>Clusters that an earlier test run could not remove, because it was killed.</summary>
internal static class Leftovers
{
    private static readonly Lazy<Task> Removal = new(RemoveAsync);

    public static Task RemoveOnceAsync() => Removal.Value;

    private static async Task RemoveAsync()
    {
        foreach (var offset in PortBlock.Offsets)
        {
            // Whoever holds the claim is alive: what it has is no leftover.
            using var block = PortBlock.TryClaim(offset);
            if (block is null)
                continue;
            await RemoveAsync(RepositoryRoot.Folder, offset);
            if (Workspace.Find(offset) is { } workspace)
            {
                await workspace.ReleaseAsync();
                workspace.Fill();
                await RemoveAsync(workspace.Folder, offset);
                workspace.Delete();
            }
        }
    }

    private static async Task RemoveAsync(string root, int offset)
    {
        foreach (var environment in StateFolders.Environments(root, offset))
            await StateFolders.PurgeAsync(root, environment, offset);
    }
}
