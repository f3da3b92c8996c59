using System.Globalization;
using Sagaz.Core.Backups;
using Sagaz.Core.Errors;
using Sagaz.Core.Replication;

namespace Sagaz.Operations.Pipeline;

/// <summary>What to restore, as it stands on the command line; one of the three.</summary>
/// <param name="ToTime">A moment: <c>2026-11-23T02:00:00Z</c>; without a zone, UTC.</param>
/// <param name="ToLsn">A position in the WAL: <c>0/5000110</c>.</param>
/// <param name="Label">A backup's label.</param>
public sealed record RestoreRequest(string? ToTime, string? ToLsn, string? Label)
{
    /// <summary>The target.</summary>
    /// <exception cref="PreconditionException">None, several, or one that cannot be read.</exception>
    public RestoreTarget Target() => (ToTime, ToLsn, Label) switch
    {
        ({ } time, null, null) => new RestoreTarget.Moment(Moment(time)),
        (null, { } position, null) => new RestoreTarget.Position(Lsn.TryParse(position, out var lsn)
            ? lsn
            : throw new PreconditionException($"'{position}' is no position in the WAL.", remedy: "--to-lsn 0/5000110")),
        (null, null, { } label) => new RestoreTarget.Backup(label),
        _ => throw new PreconditionException("RestoreBackup needs exactly one of --to-time, --to-lsn and --label.", remedy: "./build.sh Backups lists what there is"),
    };

    private static DateTimeOffset Moment(string text) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
        ? moment
        : throw new PreconditionException($"'{text}' is no moment.", remedy: "--to-time 2026-11-23T02:00:00Z");
}
