namespace Nuke.Common;

public abstract partial class NukeBuild
{
    /// <summary>Called when parameters are filled and targets are known, before the plan is made.</summary>
    protected internal virtual void OnBuildCreated()
    {
    }

    /// <summary>Called when the plan is made, before the requirements are checked.</summary>
    protected internal virtual void OnBuildInitialized()
    {
    }

    /// <summary>Called after the summary, also after a failure.</summary>
    protected internal virtual void OnBuildFinished()
    {
    }

    /// <summary>Called before a target runs.</summary>
    protected internal virtual void OnTargetRunning(string target)
    {
    }

    /// <summary>Called when a target's turn came and it was skipped.</summary>
    protected internal virtual void OnTargetSkipped(string target)
    {
    }

    /// <summary>Called after a target has succeeded.</summary>
    protected internal virtual void OnTargetSucceeded(string target)
    {
    }

    /// <summary>Called after a target has failed.</summary>
    protected internal virtual void OnTargetFailed(string target)
    {
    }
}
