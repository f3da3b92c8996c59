using System.Globalization;
using Sagaz.Core.Replication;

namespace Sagaz.Core.Backups;

/// <summary>Which state of the cluster a restore brings back.</summary>
public abstract record RestoreTarget
{
    private protected RestoreTarget() { }

    /// <summary>Whether a restore may begin with a backup.</summary>
    public abstract bool IsReachedFrom(BackupSet backup);

    /// <summary>Everything that was committed up to and at a moment, by the servers' clock.</summary>
    /// <param name="At">The moment; UTC, to the microsecond.</param>
    public sealed record Moment(DateTimeOffset At) : RestoreTarget
    {
        private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

        /// <inheritdoc />
        /// <remarks>The repository knows only the whole second in which a backup ended.</remarks>
        public override bool IsReachedFrom(BackupSet backup) => backup.StoppedAt + Second <= At;

        /// <inheritdoc />
        public override string ToString() => At.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss.ffffff'+00'", CultureInfo.InvariantCulture);
    }

    /// <summary>Everything up to a position in the WAL, and the record there.</summary>
    /// <param name="At">The position.</param>
    public sealed record Position(Lsn At) : RestoreTarget
    {
        /// <inheritdoc />
        public override bool IsReachedFrom(BackupSet backup) => backup.StopLsn <= At;

        /// <inheritdoc />
        public override string ToString() => At.ToString();
    }

    /// <summary>A backup as it was when it ended.</summary>
    /// <param name="Label">Its label.</param>
    public sealed record Backup(string Label) : RestoreTarget
    {
        /// <inheritdoc />
        public override bool IsReachedFrom(BackupSet backup) => backup.Label == Label;

        /// <inheritdoc />
        public override string ToString() => "backup " + Label;
    }
}
