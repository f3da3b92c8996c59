using System.Globalization;
using Sagaz.Core.Topology;

namespace Sagaz.Core.Partitions;

/// <summary>How long the partitions of one table that are ready will do: a row of <c>get_partition_runway()</c>.</summary>
public sealed record PartitionRunway
{
    /// <summary>The partitioned table.</summary>
    public required string Table { get; init; }

    /// <summary>Partitions that follow the present one without a gap; -1 when the present has none.</summary>
    public required int PartitionsAhead { get; init; }

    /// <summary>First moment without a partition; null when the present has none.</summary>
    public DateTimeOffset? CoveredUntil { get; init; }

    /// <summary>Hours until <see cref="CoveredUntil"/>, 0 when the present has no partition.</summary>
    public required double Hours { get; init; }

    /// <summary>Rows that come in per hour, from the estimates of the present and the previous partition.</summary>
    public required double RowsPerHour { get; init; }

    /// <summary>Bytes that come in per hour, indexes and TOAST included.</summary>
    public required double BytesPerHour { get; init; }

    /// <summary>Size of the default partition, bytes; its rows wait to be moved.</summary>
    public required long DefaultBytes { get; init; }

    /// <summary>When maintenance last ended; null when it never ran.</summary>
    public DateTimeOffset? LastRun { get; init; }

    /// <summary>When maintenance last ended without an error; null when it never did.</summary>
    public DateTimeOffset? LastSuccess { get; init; }

    /// <summary>The runway as cells of a table, in the order of <see cref="Header"/>.</summary>
    public IReadOnlyList<string> Cells =>
    [
        Table,
        PartitionsAhead.ToString(CultureInfo.InvariantCulture),
        CoveredUntil?.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "-",
        string.Create(CultureInfo.InvariantCulture, $"{Hours:0.#}"),
        string.Create(CultureInfo.InvariantCulture, $"{RowsPerHour:0.#}"),
        string.Create(CultureInfo.InvariantCulture, $"{RowsPerHour * Hours:0}"),
        ByteSize.ToText((long)(BytesPerHour * Hours)),
        ByteSize.ToText(DefaultBytes),
    ];

    /// <summary>The titles of <see cref="Cells"/>.</summary>
    public static IReadOnlyList<string> Header { get; } =
        ["TABLE", "AHEAD", "COVERED UNTIL", "RUNWAY (H)", "ROWS/H", "ROWS TILL THEN", "SIZE TILL THEN", "DEFAULT"];

    /// <summary>When maintenance last ran and last succeeded, as one line.</summary>
    /// <param name="runways">Rows of one reading.</param>
    /// <param name="now">The moment of the reading.</param>
    public static string Describe(IReadOnlyList<PartitionRunway> runways, DateTimeOffset now) =>
        runways is [{ LastRun: { } last } first, ..]
            ? $"Maintenance last ended {Ago(now - last)} ago, and without an error {(first.LastSuccess is { } good ? $"{Ago(now - good)} ago" : "never")}."
            : "Maintenance has never run.";

    private static string Ago(TimeSpan age) => FormattableString.Invariant(age switch
    {
        { TotalHours: >= 48 } => $"{age.TotalDays:0.#} days",
        { TotalMinutes: >= 120 } => (FormattableString)$"{age.TotalHours:0.#} h",
        { TotalSeconds: >= 120 } => $"{age.TotalMinutes:0} min",
        _ => $"{Math.Max(0, age.TotalSeconds):0} s",
    });
}
