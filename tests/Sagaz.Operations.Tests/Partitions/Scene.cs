using Sagaz.Core.Partitions;
using Sagaz.Operations.Partitions;
using Sagaz.Operations.Tests.Postgres;

namespace Sagaz.Operations.Tests.Partitions;

/// <summary>A database of its own with the whole schema, and a session of its owner.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private readonly ScratchServer _server;

    private Scene(ScratchServer server, string database, TestSession owner) => (_server, Database, Owner) = (server, database, owner);

    public string Database { get; }

    public TestSession Owner { get; }

    public ListLog Log { get; } = new();

    public static async Task<Scene> OpenAsync(ScratchServer server)
    {
        var database = await server.CreateDatabaseAsync();
        return new Scene(server, database, await TestSession.OpenAsync(server.Owner(database)));
    }

    public Task<IReadOnlyList<MaintenanceAction>> MaintainAsync(string? archive = null, LockPatience? patience = null) =>
        new PartitionMaintenance(_server.Owner(Database), Log, patience).MaintainAsync(archive, CancellationToken.None);

    public async Task<IReadOnlyList<string>> DoneAsync(string? archive = null) =>
        [.. (await MaintainAsync(archive)).Select(action => $"{action.Kind.ToString().ToUpperInvariant()} {action.Partition}")];

    public ValueTask DisposeAsync() => Owner.DisposeAsync();
}
