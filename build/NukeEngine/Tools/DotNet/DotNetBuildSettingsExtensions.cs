using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

/// <summary>Sets the arguments of <c>dotnet build</c>.</summary>
public static class DotNetBuildSettingsExtensions
{
    /// <summary>Sets the project or solution.</summary>
    public static T SetProjectFile<T>(this T o, string v)
        where T : DotNetBuildSettings
        => o.With(nameof(DotNetBuildSettings.ProjectFile), v);

    /// <summary>Takes the default again.</summary>
    public static T ResetProjectFile<T>(this T o)
        where T : DotNetBuildSettings
        => o.With(nameof(DotNetBuildSettings.ProjectFile), null);

    /// <summary>Sets the configuration.</summary>
    public static T SetConfiguration<T>(this T o, string v)
        where T : DotNetBuildSettings
        => o.With(nameof(DotNetBuildSettings.Configuration), v);

    /// <summary>Takes the default again.</summary>
    public static T ResetConfiguration<T>(this T o)
        where T : DotNetBuildSettings
        => o.With(nameof(DotNetBuildSettings.Configuration), null);

    /// <summary>Sets the framework to build for.</summary>
    public static T SetFramework<T>(this T o, string v)
        where T : DotNetBuildSettings
        => o.With(nameof(DotNetBuildSettings.Framework), v);

    /// <summary>Takes the default again.</summary>
    public static T ResetFramework<T>(this T o)
        where T : DotNetBuildSettings
        => o.With(nameof(DotNetBuildSettings.Framework), null);

    /// <summary>Sets where the output goes.</summary>
    public static T SetOutputDirectory<T>(this T o, string v)
        where T : DotNetBuildSettings
        => o.With(nameof(DotNetBuildSettings.OutputDirectory), v);

    /// <summary>Takes the default again.</summary>
    public static T ResetOutputDirectory<T>(this T o)
        where T : DotNetBuildSettings
        => o.With(nameof(DotNetBuildSettings.OutputDirectory), null);

    /// <summary>Sets <see cref="DotNetBuildSettings.NoRestore"/>.</summary>
    public static T SetNoRestore<T>(this T o, bool? v)
        where T : DotNetBuildSettings
        => o.With(nameof(DotNetBuildSettings.NoRestore), v);

    /// <summary>Switches <see cref="DotNetBuildSettings.NoRestore"/> on.</summary>
    public static T EnableNoRestore<T>(this T o)
        where T : DotNetBuildSettings
        => o.With(nameof(DotNetBuildSettings.NoRestore), true);

    /// <summary>Switches <see cref="DotNetBuildSettings.NoRestore"/> off.</summary>
    public static T DisableNoRestore<T>(this T o)
        where T : DotNetBuildSettings
        => o.With(nameof(DotNetBuildSettings.NoRestore), false);

    /// <summary>Sets <see cref="DotNetBuildSettings.NoIncremental"/>.</summary>
    public static T SetNoIncremental<T>(this T o, bool? v)
        where T : DotNetBuildSettings
        => o.With(nameof(DotNetBuildSettings.NoIncremental), v);

    /// <summary>Switches <see cref="DotNetBuildSettings.NoIncremental"/> on.</summary>
    public static T EnableNoIncremental<T>(this T o)
        where T : DotNetBuildSettings
        => o.With(nameof(DotNetBuildSettings.NoIncremental), true);

    /// <summary>Switches <see cref="DotNetBuildSettings.NoIncremental"/> off.</summary>
    public static T DisableNoIncremental<T>(this T o)
        where T : DotNetBuildSettings
        => o.With(nameof(DotNetBuildSettings.NoIncremental), false);

    /// <summary>Sets <see cref="DotNetBuildSettings.NoLogo"/>.</summary>
    public static T SetNoLogo<T>(this T o, bool? v)
        where T : DotNetBuildSettings
        => o.With(nameof(DotNetBuildSettings.NoLogo), v);

    /// <summary>Switches <see cref="DotNetBuildSettings.NoLogo"/> on.</summary>
    public static T EnableNoLogo<T>(this T o)
        where T : DotNetBuildSettings
        => o.With(nameof(DotNetBuildSettings.NoLogo), true);

    /// <summary>Switches <see cref="DotNetBuildSettings.NoLogo"/> off.</summary>
    public static T DisableNoLogo<T>(this T o)
        where T : DotNetBuildSettings
        => o.With(nameof(DotNetBuildSettings.NoLogo), false);

    /// <summary>Sets an MSBuild property.</summary>
    public static T SetProperty<T>(this T o, string k, object v)
        where T : DotNetBuildSettings
        => o.Setting(nameof(DotNetBuildSettings.Properties), k, v);
}
