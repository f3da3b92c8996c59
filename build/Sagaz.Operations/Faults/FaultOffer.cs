namespace Sagaz.Operations.Faults;

/// <summary>What a runtime can break and heal.</summary>
/// <param name="Faults">The faults.</param>
/// <param name="Without">Why not the others, by the verb's name, as half a sentence.</param>
public sealed record FaultOffer(IReadOnlyList<IFault> Faults, IReadOnlyDictionary<string, string> Without)
{
    /// <summary>Names of the verbs that it has.</summary>
    public IReadOnlyList<string> Names => [.. Faults.Select(fault => fault.Verb.Name)];

    /// <summary>Why it does not have a verb.</summary>
    public string WhyNot(string verb) => Without.GetValueOrDefault(verb, "this runtime has nothing to do it with");
}
