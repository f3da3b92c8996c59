namespace Nuke.Common.Execution;

/// <summary>A person's terminal, or nothing known.</summary>
public class Terminal : Host
{
    /// <summary>Always true: the host of last resort.</summary>
    public static bool IsRunningTerminal => true;
}
