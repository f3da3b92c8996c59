namespace Nuke.Common.ProjectModel;

/// <summary>Something in a solution.</summary>
public class SolutionItem
{
    internal SolutionItem(string name, Solution solution)
    {
        Name = name;
        Solution = solution;
    }

    /// <summary>The name, without a path.</summary>
    public string Name { get; }

    /// <summary>The solution that holds it.</summary>
    public Solution Solution { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
