namespace Sagaz.Core.Load.Scripts;

/// <summary>One client's variables while it runs a script.</summary>
/// <param name="random">The client's own numbers.</param>
/// <param name="values">One place per variable, in the order of <see cref="WorkloadScript.Variables"/>.</param>
public sealed class ScriptScope(SeededRandom random, ScriptValue[] values)
{
    /// <summary>The client's own numbers.</summary>
    public SeededRandom Random { get; } = random;

    /// <summary>A variable's value.</summary>
    /// <param name="place">Its place.</param>
    public ScriptValue this[int place]
    {
        get => values[place];
        set => values[place] = value;
    }
}
