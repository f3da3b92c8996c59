namespace Nuke.Common.Execution;

/// <summary>A target has failed and was logged; it ends the plan.</summary>
internal sealed class TargetExecutionException(string targetName, Exception inner)
    : Exception($"Target '{targetName}' has thrown an exception.", inner);
