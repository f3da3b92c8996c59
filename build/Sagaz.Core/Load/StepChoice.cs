using Sagaz.Core.Load.Scripts;

namespace Sagaz.Core.Load;

/// <summary>Draws steps by their weights.</summary>
public sealed class StepChoice
{
    private readonly int[] ends;

    /// <param name="steps">One step at least.</param>
    public StepChoice(IReadOnlyList<LoadStep> steps)
    {
        ends = new int[steps.Count];
        var sum = 0;
        for (var index = 0; index < ends.Length; index++)
            ends[index] = sum += steps[index].Weight;
    }

    /// <summary>Index of the step that comes next.</summary>
    public int Draw(SeededRandom random)
    {
        var drawn = random.Between(1, ends[^1]);
        var index = 0;
        while (ends[index] < drawn)
            index++;
        return index;
    }
}
