using Sagaz.Operations.Backups;
using Sagaz.Operations.Processes;

namespace Sagaz.Operations.Runtimes.Native;

/// <summary>A folder of the state folder, in which the servers' user may make others.</summary>
internal sealed class RestoredFolder(string parent, ServerAccount account) : RestoredPlace
{
    public override Command Run(IReadOnlyList<string> line, IReadOnlyDictionary<string, string>? environment = null) => ServerAccount.Run(line) with
    {
        Environment = environment ?? new Dictionary<string, string>(),
    };

    public override async Task OpenAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(parent);
        await account.OwnAsync([parent], recursively: false, cancellationToken);
    }

    public override Task CloseAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
