namespace Sagaz.Operations.Tests;

/// <summary>A theory that skips where its tool is missing, and fails there when CI is true.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresToolTheoryAttribute : TheoryAttribute
{
    public RequiresToolTheoryAttribute(string tool)
    {
        Tool = tool;
        Skip = ToolSearch.SkipReason(tool);
        Timeout = 60_000;
    }

    public string Tool { get; }
}
