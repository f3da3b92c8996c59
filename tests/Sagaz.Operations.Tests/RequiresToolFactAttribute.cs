namespace Sagaz.Operations.Tests;

/// <summary>A fact that skips where its tool is missing, and fails there when CI is true.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresToolFactAttribute : FactAttribute
{
    public RequiresToolFactAttribute(string tool)
    {
        Tool = tool;
        Skip = ToolSearch.SkipReason(tool);
        Timeout = 60_000;
    }

    public string Tool { get; }
}
