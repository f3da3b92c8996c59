namespace Nuke.Common;

/// <summary>What happens to the dependencies of a target that is skipped.</summary>
public enum DependencyBehavior
{
    /// <summary>They are skipped too, unless another scheduled target needs them. The default.</summary>
    Skip,

    /// <summary>They run.</summary>
    Execute,
}
