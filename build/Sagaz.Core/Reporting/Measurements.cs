namespace Sagaz.Core.Reporting;

/// <summary>Everything that a run measured, whether a gate judged it or not.</summary>
public sealed record Measurements
{
    /// <summary>The name under which the durations of phases are written; no path starts with it.</summary>
    public const string PhasesName = "phases";

    /// <summary>Nothing.</summary>
    public static Measurements None { get; } = new();

    /// <summary>Numbers and series, sorted by path, name by name.</summary>
    public IReadOnlyList<Measurement> All { get; private init; } = [];

    /// <summary>The run's phases, in the order they ended.</summary>
    public IReadOnlyList<PhaseDuration> Phases { get; private init; } = [];

    /// <summary>These measurements and one number; it replaces an earlier one of the same path.</summary>
    /// <exception cref="ArgumentException">The path cannot stand beside the others, see <see cref="With(Measurement)"/>.</exception>
    public Measurements With(string path, double value) => With(new Measurement(path, [value], IsSeries: false));

    /// <summary>These measurements and one series; it replaces an earlier one of the same path.</summary>
    /// <exception cref="ArgumentException">The path cannot stand beside the others, see <see cref="With(Measurement)"/>.</exception>
    public Measurements With(string path, IEnumerable<double> series) =>
        With(new Measurement(path, [.. series], IsSeries: true));

    /// <summary>These measurements and one phase.</summary>
    public Measurements With(PhaseDuration phase) => this with { Phases = [.. Phases, phase] };

    /// <summary>These measurements and one more; it replaces an earlier one of the same path.</summary>
    /// <exception cref="ArgumentException">
    /// A name in the path is empty or has other characters than letters, digits, dashes and underscores; or the path
    /// starts with <see cref="PhasesName"/>; or it goes through another measurement, or another one through it.
    /// </exception>
    public Measurements With(Measurement measurement)
    {
        var path = measurement.Path;
        if (!path.Split('.').All(IsName) || path == PhasesName || IsInside(path, PhasesName))
            throw new ArgumentException($"'{path}' is not the path of a measurement.", nameof(measurement));
        var others = All.Where(other => other.Path != path).ToArray();
        if (others.FirstOrDefault(other => IsInside(path, other.Path) || IsInside(other.Path, path)) is { } crossed)
            throw new ArgumentException($"'{path}' and '{crossed.Path}' cannot both be measurements.", nameof(measurement));
        return this with { All = [.. others.Append(measurement).OrderBy(it => it.Path.Split('.'), PathOrder.Instance)] };
    }

    private static bool IsName(string name) =>
        name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    private static bool IsInside(string path, string outer) =>
        path.StartsWith(outer + ".", StringComparison.Ordinal);
}
