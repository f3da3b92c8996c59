using System.Globalization;
using System.Text.RegularExpressions;

namespace Sagaz.Core.Replication;

/// <summary>The schema that one canary run makes for itself; its name says when, so that leftovers are known by age.</summary>
/// <param name="CreatedAt">The leader's clock when the run began; UTC, whole seconds.</param>
/// <param name="Suffix">Six hexadecimal digits that keep runs of the same second apart.</param>
public sealed partial record CanarySchema(DateTimeOffset CreatedAt, string Suffix)
{
    /// <summary>What every canary schema's name begins with.</summary>
    public const string Prefix = "sagaz_canary_";

    /// <summary>Age from which a schema cannot belong to a living run any more: one hour.</summary>
    public static TimeSpan LeftoverAge { get; } = TimeSpan.FromHours(1);

    private const string TimeFormat = "yyyyMMdd't'HHmmss";

    /// <summary>The schema's name, e.g. <c>sagaz_canary_20251230t120311_a1b2c3</c>; needs no quoting.</summary>
    public string Name => Prefix + CreatedAt.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture) + "_" + Suffix;

    /// <summary>Reads a schema's name; null when it is not a canary's.</summary>
    public static CanarySchema? TryParse(string name) =>
        Pattern().Match(name) is { Success: true } match
        && DateTimeOffset.TryParseExact(
            match.Groups["time"].Value,
            TimeFormat,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var createdAt)
            ? new CanarySchema(createdAt, match.Groups["suffix"].Value)
            : null;

    /// <summary>Whether a killed run left it behind.</summary>
    public bool IsLeftover(DateTimeOffset now) => now - CreatedAt > LeftoverAge;

    [GeneratedRegex("^" + Prefix + "(?<time>[0-9]{8}t[0-9]{6})_(?<suffix>[0-9a-f]{6})$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
