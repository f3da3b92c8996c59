using Nuke.Common;
using Nuke.Common.IO;

namespace Nuke.Components;

/// <summary>A build that makes files.</summary>
public interface IHazArtifacts : INukeBuild
{
    /// <summary>Where they go. Default: <c>output</c> under the root.</summary>
    AbsolutePath ArtifactsDirectory => RootDirectory / "output";
}
