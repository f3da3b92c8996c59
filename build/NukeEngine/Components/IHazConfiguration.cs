using Nuke.Common;

namespace Nuke.Components;

/// <summary>A build with a configuration.</summary>
public interface IHazConfiguration : INukeBuild
{
    /// <summary>The configuration. Default: Debug, on a build server Release.</summary>
    [Parameter]
    Configuration Configuration
        => TryGetValue(() => Configuration) ?? (IsLocalBuild ? Configuration.Debug : Configuration.Release);
}
