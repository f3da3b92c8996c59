using System.Reflection;
using Nuke.Common.CI;
using Nuke.Common.Execution;
using Nuke.Common.IO;

namespace Nuke.Common;

public abstract partial class NukeBuild
{
    /// <summary>The folder that holds <c>.nuke</c>, or what <c>--root</c> says.</summary>
    [Parameter("Root directory during build execution.", Name = "Root")]
    public static AbsolutePath RootDirectory => Session.Current.RootDirectory;

    /// <summary><c>.nuke/temp</c> under the root.</summary>
    public static AbsolutePath TemporaryDirectory => Session.Current.TemporaryDirectory;

    /// <summary>The build's assembly.</summary>
    public static AbsolutePath BuildAssemblyFile => Assembly.GetEntryAssembly()?.Location;

    /// <summary>The folder of the build's assembly.</summary>
    public static AbsolutePath BuildAssemblyDirectory => BuildAssemblyFile?.Parent;

    /// <summary>The build's project, the first one above its assembly, or null.</summary>
    public static AbsolutePath BuildProjectFile
        => BuildAssemblyDirectory
            ?.FindParentOrSelf(x => x.ContainsFile("*.csproj"))
            ?.GetFiles("*.csproj").Single();

    /// <summary>The folder of the build's project, or null.</summary>
    public static AbsolutePath BuildProjectDirectory => BuildProjectFile?.Parent;

    /// <summary>The console's threshold.</summary>
    [Parameter("Logging verbosity during build execution. Default is 'Normal'.")]
    public static Verbosity Verbosity
    {
        get => (Verbosity)Logging.Level;
        set => Logging.Level = (LogLevel)value;
    }

    /// <summary>What the build runs on: a terminal or a build server.</summary>
    [Parameter("Host for execution. Default is 'automatic'.", ValueProviderMember = nameof(HostNames))]
    public static Host Host
    {
        get => Session.Current.Host;
        set => Session.Current.Host = value;
    }

    /// <summary>The profiles whose parameters files are read after parameters.json.</summary>
    [Parameter("Defines the profiles to load.", Name = "Profile")]
    public static string[] LoadedLocalProfiles => Session.Current.Profiles;

    /// <summary>Whether the build runs outside a build server.</summary>
    public static bool IsLocalBuild => !IsServerBuild;

    /// <summary>Whether the build runs on a build server.</summary>
    public static bool IsServerBuild => Host is IBuildServer;

    internal static IEnumerable<string> HostNames => Host.Names;

    AbsolutePath INukeBuild.RootDirectory => RootDirectory;

    AbsolutePath INukeBuild.TemporaryDirectory => TemporaryDirectory;

    AbsolutePath INukeBuild.BuildAssemblyFile => BuildAssemblyFile;

    AbsolutePath INukeBuild.BuildAssemblyDirectory => BuildAssemblyDirectory;

    AbsolutePath INukeBuild.BuildProjectFile => BuildProjectFile;

    AbsolutePath INukeBuild.BuildProjectDirectory => BuildProjectDirectory;

    Verbosity INukeBuild.Verbosity => Verbosity;

    Host INukeBuild.Host => Host;

    bool INukeBuild.IsLocalBuild => IsLocalBuild;

    bool INukeBuild.IsServerBuild => IsServerBuild;
}
