using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

/// <summary>Sets the arguments of <c>dotnet restore</c>.</summary>
public static class DotNetRestoreSettingsExtensions
{
    /// <summary>Sets the project or solution.</summary>
    public static T SetProjectFile<T>(this T o, string v)
        where T : DotNetRestoreSettings
        => o.With(nameof(DotNetRestoreSettings.ProjectFile), v);

    /// <summary>Takes the default again.</summary>
    public static T ResetProjectFile<T>(this T o)
        where T : DotNetRestoreSettings
        => o.With(nameof(DotNetRestoreSettings.ProjectFile), null);

    /// <summary>Sets <see cref="DotNetRestoreSettings.IgnoreFailedSources"/>.</summary>
    public static T SetIgnoreFailedSources<T>(this T o, bool? v)
        where T : DotNetRestoreSettings
        => o.With(nameof(DotNetRestoreSettings.IgnoreFailedSources), v);

    /// <summary>Switches <see cref="DotNetRestoreSettings.IgnoreFailedSources"/> on.</summary>
    public static T EnableIgnoreFailedSources<T>(this T o)
        where T : DotNetRestoreSettings
        => o.With(nameof(DotNetRestoreSettings.IgnoreFailedSources), true);

    /// <summary>Switches <see cref="DotNetRestoreSettings.IgnoreFailedSources"/> off.</summary>
    public static T DisableIgnoreFailedSources<T>(this T o)
        where T : DotNetRestoreSettings
        => o.With(nameof(DotNetRestoreSettings.IgnoreFailedSources), false);

    /// <summary>Sets <see cref="DotNetRestoreSettings.LockedMode"/>.</summary>
    public static T SetLockedMode<T>(this T o, bool? v)
        where T : DotNetRestoreSettings
        => o.With(nameof(DotNetRestoreSettings.LockedMode), v);

    /// <summary>Switches <see cref="DotNetRestoreSettings.LockedMode"/> on.</summary>
    public static T EnableLockedMode<T>(this T o)
        where T : DotNetRestoreSettings
        => o.With(nameof(DotNetRestoreSettings.LockedMode), true);

    /// <summary>Switches <see cref="DotNetRestoreSettings.LockedMode"/> off.</summary>
    public static T DisableLockedMode<T>(this T o)
        where T : DotNetRestoreSettings
        => o.With(nameof(DotNetRestoreSettings.LockedMode), false);

    /// <summary>Sets an MSBuild property.</summary>
    public static T SetProperty<T>(this T o, string k, object v)
        where T : DotNetRestoreSettings
        => o.Setting(nameof(DotNetRestoreSettings.Properties), k, v);
}
