using Sagaz.Core.Gates;

namespace Sagaz.Core.Schema;

/// <summary>Roles have their rights and no others, as far as they tried.</summary>
public static class RoleGates
{
    /// <summary>Two gates for each role: what it must be able to do, and what it must not.</summary>
    /// <param name="server">The server on which they tried.</param>
    /// <param name="outcomes">What came of the attempts.</param>
    public static GateReport Judge(string server, IReadOnlyList<AttemptOutcome> outcomes) => new(
    [
        .. RoleContract.Roles.SelectMany(role => new[]
        {
            Judge(
                new Gate($"role-abilities-{Kebab(role)}", $"{role} can do what it must", $"tried as {role} on {server}", "failures"),
                [.. outcomes.Where(outcome => outcome.Attempt.Role == role && !outcome.Attempt.MustBeRefused)]),
            Judge(
                new Gate($"role-refusals-{Kebab(role)}", $"{role} is refused what it must not do", $"tried as {role} on {server}", "breaches"),
                [.. outcomes.Where(outcome => outcome.Attempt.Role == role && outcome.Attempt.MustBeRefused)]),
        }),
    ]);

    private static GateResult Judge(Gate gate, List<AttemptOutcome> outcomes)
    {
        if (outcomes.Count == 0)
            return gate.NotRun("Nothing was attempted.");
        var wrong = outcomes.Where(outcome => !outcome.IsAsExpected).ToList();
        return gate.AtMost(
            wrong.Count, 0, wrong.Count == 0 ? $"{outcomes.Count} attempts." : $"Of {outcomes.Count} attempts: {string.Join("; ", wrong)}");
    }

    private static string Kebab(string role) => role.Replace('_', '-');
}
