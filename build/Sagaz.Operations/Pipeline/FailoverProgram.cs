using Sagaz.Core.Errors;
using Sagaz.Core.Failover;

namespace Sagaz.Operations.Pipeline;

/// <summary>Which scenarios are played, in which order.</summary>
internal static class FailoverProgram
{
    private const string All = "all";
    private const string Drawn = "random";

    /// <param name="request">What was asked for.</param>
    /// <param name="faults">What the runtime offers.</param>
    /// <returns>Groups of rounds; each group has a ledger of its own.</returns>
    /// <exception cref="PreconditionException">There is no such scenario here.</exception>
    public static IReadOnlyList<(string Name, IReadOnlyList<FailoverScenario> Rounds)> Of(FailoverRequest request, IReadOnlyList<string> faults)
    {
        var possible = FailoverScenarios.All.Where(scenario => faults.Contains(scenario.Fault)).ToList();
        if (request.Scenario == Drawn)
        {
            var random = new Random(request.Seed);
            return [(Drawn, [.. Enumerable.Range(0, request.Rounds).Select(_ => possible[random.Next(possible.Count)])])];
        }
        var chosen = possible.Where(scenario => request.Scenario is All || request.Scenario == scenario.Name).ToList();
        if (chosen.Count == 0)
        {
            string[] known = [All, Drawn, .. possible.Select(scenario => scenario.Name)];
            var nearest = NearestName.Find(request.Scenario, known);
            throw new PreconditionException(
                $"There is no scenario '{request.Scenario}' here{(nearest is null ? "." : $"; did you mean '{nearest}'?")}", ["known: " + string.Join(", ", known)]);
        }
        return [.. chosen.Select(scenario => (scenario.Name, (IReadOnlyList<FailoverScenario>)[.. Enumerable.Repeat(scenario, request.Rounds)]))];
    }
}
