using System.Globalization;
using System.Text.Json.Nodes;
using Sagaz.Core.Backups;
using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;
using Sagaz.Core.Topology;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>The first member's volume while no member runs: room is made in it, and what was restored there becomes the member's data.</summary>
/// <remarks>
/// What the member had is never written to. Wherever a run is killed, the next one that bears the same id finds it: in <c>data</c>
/// until it is moved aside, and then in <c>data.before-restore</c>.
/// </remarks>
/// <param name="api">The API server.</param>
/// <param name="commands">Runs commands in the pod that has the volume.</param>
/// <param name="id">Names the restore, over all of its runs.</param>
/// <param name="backup">What is to be restored.</param>
internal sealed class MemberVolume(KubeApi api, ICommandRunner commands, string id, BackupSet backup)
{
    /// <summary>The folder in it in which is restored, while the member's data is in place.</summary>
    public const string Restored = "restored";

    /// <summary>The folder in which stands what the member had.</summary>
    public const string Kept = "data.before-restore";

    /// <summary>Room beside the data itself, bytes: a restored server's first segments of WAL.</summary>
    private const long Spare = 256L * 1024 * 1024;

    /// <summary>Undoes what a killed run of the same restore began to put in place, removes what an earlier restore had kept, and prints the room that there is.</summary>
    /// <remarks>Data that is missing was about to be replaced by the restored one.</remarks>
    internal const string MakeRoom = """
        cd "$1"
        rm -rf restored
        if [ "$(cat restored-by 2> /dev/null)" = "$2" ] || [ ! -e data ]; then
            if [ -e data.before-restore ]; then
                rm -rf data
                mv data.before-restore data
            fi
            rm -f restored-by
        else
            rm -rf data.before-restore
        fi
        df --block-size=1 --output=avail . | tail -n 1
        """;

    /// <summary>Moves what the member had aside, and the restored data in its place.</summary>
    /// <remarks>What is written down in between must be on the disk before the data is another: the next run judges by it.</remarks>
    internal const string TakeOver = """
        cd "$1"
        test -d restored/data
        if [ -e data ]; then mv data data.before-restore; fi
        printf %s "$2" > restored-by
        sync
        mv restored/data data
        rm -rf restored
        sync
        """;

    /// <summary>The room that there would be: what is free, and what an earlier restore had kept.</summary>
    internal const string Room = """
        cd "$1"
        free=$(df --block-size=1 --output=avail . | tail -n 1)
        kept=$(if [ -e data.before-restore ]; then du --summarize --block-size=1 data.before-restore | cut -f 1; else echo 0; fi)
        echo $((free + kept))
        """;

    /// <summary>Name of its claim.</summary>
    public static string Claim => MemberClaim.NameOf(0);

    /// <summary>Makes the claim where there is none: every member's disk may be lost.</summary>
    /// <param name="members">The members' StatefulSet.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task EnsureAsync(JsonObject members, CancellationToken cancellationToken)
    {
        var space = api.Connection.Namespace;
        if (await api.FindAsync(ApiPath.Core("PersistentVolumeClaim", Claim, space), cancellationToken) is null)
            await api.CreateAsync(ApiPath.Of("v1", "PersistentVolumeClaim", space), MemberClaim.Of(members, 0, space), cancellationToken);
    }

    /// <summary>Makes room in it; afterwards the member's data is where it was.</summary>
    /// <exception cref="PreconditionException">There is too little.</exception>
    public async Task MakeRoomAsync(CancellationToken cancellationToken) => RequireRoom(await RunAsync(MakeRoom, cancellationToken), backup);

    /// <summary>Puts the restored data in the member's data's place, which stays beside it.</summary>
    public Task TakeOverAsync(CancellationToken cancellationToken) => RunAsync(TakeOver, cancellationToken);

    /// <exception cref="PreconditionException">There is less room than a backup needs.</exception>
    public static void RequireRoom(string printed, BackupSet backup)
    {
        var (room, needed) = (long.Parse(printed.Trim(), CultureInfo.InvariantCulture), backup.DatabaseBytes + Spare);
        if (room < needed)
        {
            throw new PreconditionException(
                $"The claim {Claim} has room for {ByteSize.ToText(room)}; the backup needs {ByteSize.ToText(needed)} beside the data that is there.",
                remedy: "enlarge the claim: docs/kubernetes.md, \"Sizes and storage\"");
        }
    }

    private async Task<string> RunAsync(string script, CancellationToken cancellationToken) => (await commands.RunAsync(
        new Command("sh", ["-ec", script, "sh", RestoredPod.Folder, id]) { Deadline = Deadlines.Restored }, cancellationToken)).Require().Output;
}
