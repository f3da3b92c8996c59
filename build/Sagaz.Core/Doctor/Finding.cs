using Sagaz.Core.Gates;

namespace Sagaz.Core.Doctor;

/// <summary>What one check found.</summary>
/// <param name="Check">Stable name in kebab-case, e.g. <c>slot-unused</c>.</param>
/// <param name="Condition">How bad it is.</param>
/// <param name="Evidence">What was seen, as a short text; empty where there is nothing to say.</param>
/// <param name="Remedy">What to do; shown unless all is good.</param>
public sealed record Finding(string Check, Condition Condition, string Evidence, string Remedy)
{
    /// <summary>The titles of <see cref="Cells"/>.</summary>
    public static IReadOnlyList<string> Header { get; } = ["CHECK", "CONDITION", "EVIDENCE", "REMEDY"];

    /// <summary>The finding as cells of a table.</summary>
    public IReadOnlyList<string> Cells => [Check, $"{Condition}".ToLowerInvariant(), Evidence, Condition == Condition.Good ? "" : Remedy];

    /// <summary>The finding as a gate, which only <see cref="Condition.Good"/> passes.</summary>
    public GateResult ToGate()
    {
        var gate = new Gate("doctor-" + Check, $"The check {Check} finds nothing", "Doctor");
        return Condition == Condition.Unread ? gate.NotRun(Evidence) : gate.Exactly($"{Condition}", $"{Condition.Good}", Evidence);
    }

    /// <summary>Good where nothing was found, else of this condition with all that was found and the limit that it was judged by.</summary>
    internal static Finding Of(string check, Condition condition, IEnumerable<string> found, string remedy, string? limit = null)
    {
        var evidence = string.Join("; ", found);
        return evidence.Length == 0
            ? new Finding(check, Condition.Good, "", remedy)
            : new Finding(check, condition, limit is null ? evidence : $"{evidence} ({limit})", remedy);
    }
}
