using Sagaz.Core.Errors;
using Sagaz.Core.Failover;
using Sagaz.Core.Topology;
using Sagaz.Operations.Faults;

namespace Sagaz.Operations.Pipeline;

/// <summary>Which scenarios are played, in which order.</summary>
internal static class FailoverProgram
{
    private const string All = "all";
    private const string Drawn = "random";
    private const int StrictMembers = 3;

    /// <param name="request">What was asked for.</param>
    /// <param name="offer">What the runtime can do.</param>
    /// <returns>Groups of rounds; each group has a ledger of its own.</returns>
    /// <exception cref="PreconditionException">There is no such scenario, or none here.</exception>
    public static IReadOnlyList<(string Name, IReadOnlyList<FailoverScenario> Rounds)> Of(FailoverRequest request, FaultOffer offer)
    {
        var possible = FailoverScenarios.All.Where(scenario => IsPossible(scenario, offer)).ToList();
        if (request.Scenario == Drawn)
        {
            var random = new Random(request.Seed);
            return [(Drawn, [.. Enumerable.Range(0, request.Rounds).Select(_ => possible[random.Next(possible.Count)])])];
        }
        var chosen = possible.Where(scenario => request.Scenario is All || request.Scenario == scenario.Name).ToList();
        if (FailoverScenarios.All.FirstOrDefault(scenario => scenario.Name == request.Scenario && !IsPossible(scenario, offer)) is { } other)
            throw new PreconditionException($"The scenario '{other.Name}' is not applicable here: {offer.WhyNot(other.Fault)}.", ["its fault: " + other.Fault]);
        if (chosen.Count == 0)
        {
            string[] known = [All, Drawn, .. possible.Select(scenario => scenario.Name)];
            var nearest = NearestName.Find(request.Scenario, known);
            throw new PreconditionException(
                $"There is no scenario '{request.Scenario}' here{(nearest is null ? "." : $"; did you mean '{nearest}'?")}", ["known: " + string.Join(", ", known)]);
        }
        return [.. chosen.Select(scenario => (scenario.Name, (IReadOnlyList<FailoverScenario>)[.. Enumerable.Repeat(scenario, request.Rounds)]))];
    }

    /// <summary>Whether writers can be served again before what is broken is healed.</summary>
    /// <exception cref="PreconditionException">Their commits wait for a replica that nobody brings back.</exception>
    public static void RequireMembers(ClusterTopology topology, IEnumerable<FailoverScenario> rounds)
    {
        if (topology is not { Durability: Durability.Strict, Members: < StrictMembers } || !rounds.Any(scenario => scenario.Target is ScenarioTarget.Leader or ScenarioTarget.Replica))
            return;
        throw new PreconditionException(
            $"With strict durability, {topology.Members} members take no writes while one of them is gone: no outage would end before its fault is healed.",
            [$"needed: {StrictMembers} members"], "./build.sh Up --durability strict --replicas 2");
    }

    /// <summary>Scenarios that were asked for among others and that the runtime cannot play, a line each: nobody should take them for passed.</summary>
    public static IReadOnlyList<string> NotApplicable(FailoverRequest request, FaultOffer offer) => request.Scenario is All or Drawn
        ? [.. FailoverScenarios.All.Where(scenario => !IsPossible(scenario, offer)).Select(scenario => $"not applicable here: {scenario.Name} ({scenario.Fault}): {offer.WhyNot(scenario.Fault)}")]
        : [];

    private static bool IsPossible(FailoverScenario scenario, FaultOffer offer) => offer.Names.Contains(scenario.Fault);
}
