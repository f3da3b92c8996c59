namespace Sagaz.Operations.Waiting;

/// <summary>One look at an awaited condition: done with a result, or what was seen instead.</summary>
public readonly record struct Observation<T>
{
    private Observation(bool isDone, T? result, string instead) => (IsDone, Result, Instead) = (isDone, result, instead);

    /// <summary>Whether the condition holds.</summary>
    public bool IsDone { get; }

    /// <summary>What was awaited; only when <see cref="IsDone"/>.</summary>
    public T? Result { get; }

    /// <summary>What was seen instead, as half a sentence; empty when <see cref="IsDone"/>.</summary>
    public string Instead { get; }

    /// <summary>The condition holds.</summary>
    public static implicit operator Observation<T>(T result) => new(true, result, "");

    /// <summary>The condition does not hold yet.</summary>
    public static implicit operator Observation<T>(NotYet seen) => new(false, default, seen.Instead);
}

/// <summary>What was seen instead of the awaited condition, as half a sentence.</summary>
public readonly record struct NotYet(string Instead);
