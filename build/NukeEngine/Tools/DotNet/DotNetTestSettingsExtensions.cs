using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

/// <summary>Sets the arguments of <c>dotnet test</c>.</summary>
public static class DotNetTestSettingsExtensions
{
    /// <summary>Sets the test project.</summary>
    public static T SetProjectFile<T>(this T o, string v)
        where T : DotNetTestSettings
        => o.With(nameof(DotNetTestSettings.ProjectFile), v);

    /// <summary>Takes the default again.</summary>
    public static T ResetProjectFile<T>(this T o)
        where T : DotNetTestSettings
        => o.With(nameof(DotNetTestSettings.ProjectFile), null);

    /// <summary>Sets the configuration.</summary>
    public static T SetConfiguration<T>(this T o, string v)
        where T : DotNetTestSettings
        => o.With(nameof(DotNetTestSettings.Configuration), v);

    /// <summary>Takes the default again.</summary>
    public static T ResetConfiguration<T>(this T o)
        where T : DotNetTestSettings
        => o.With(nameof(DotNetTestSettings.Configuration), null);

    /// <summary>Sets the framework to test.</summary>
    public static T SetFramework<T>(this T o, string v)
        where T : DotNetTestSettings
        => o.With(nameof(DotNetTestSettings.Framework), v);

    /// <summary>Takes the default again.</summary>
    public static T ResetFramework<T>(this T o)
        where T : DotNetTestSettings
        => o.With(nameof(DotNetTestSettings.Framework), null);

    /// <summary>Sets which tests run.</summary>
    public static T SetFilter<T>(this T o, string v)
        where T : DotNetTestSettings
        => o.With(nameof(DotNetTestSettings.Filter), v);

    /// <summary>Takes the default again.</summary>
    public static T ResetFilter<T>(this T o)
        where T : DotNetTestSettings
        => o.With(nameof(DotNetTestSettings.Filter), null);

    /// <summary>Sets where results go.</summary>
    public static T SetResultsDirectory<T>(this T o, string v)
        where T : DotNetTestSettings
        => o.With(nameof(DotNetTestSettings.ResultsDirectory), v);

    /// <summary>Takes the default again.</summary>
    public static T ResetResultsDirectory<T>(this T o)
        where T : DotNetTestSettings
        => o.With(nameof(DotNetTestSettings.ResultsDirectory), null);

    /// <summary>Sets the .runsettings file.</summary>
    public static T SetSettingsFile<T>(this T o, string v)
        where T : DotNetTestSettings
        => o.With(nameof(DotNetTestSettings.SettingsFile), v);

    /// <summary>Takes the default again.</summary>
    public static T ResetSettingsFile<T>(this T o)
        where T : DotNetTestSettings
        => o.With(nameof(DotNetTestSettings.SettingsFile), null);

    /// <summary>Sets loggers.</summary>
    public static T SetLoggers<T>(this T o, params string[] v)
        where T : DotNetTestSettings
        => o.Setting(nameof(DotNetTestSettings.Loggers), v);

    /// <summary>Sets loggers.</summary>
    public static T SetLoggers<T>(this T o, IEnumerable<string> v)
        where T : DotNetTestSettings
        => o.Setting(nameof(DotNetTestSettings.Loggers), v);

    /// <summary>Adds loggers.</summary>
    public static T AddLoggers<T>(this T o, params string[] v)
        where T : DotNetTestSettings
        => o.Adding(nameof(DotNetTestSettings.Loggers), v);

    /// <summary>Adds loggers.</summary>
    public static T AddLoggers<T>(this T o, IEnumerable<string> v)
        where T : DotNetTestSettings
        => o.Adding(nameof(DotNetTestSettings.Loggers), v);

    /// <summary>Takes the default again.</summary>
    public static T ClearLoggers<T>(this T o)
        where T : DotNetTestSettings
        => o.With(nameof(DotNetTestSettings.Loggers), null);

    /// <summary>Sets <see cref="DotNetTestSettings.NoBuild"/>.</summary>
    public static T SetNoBuild<T>(this T o, bool? v)
        where T : DotNetTestSettings
        => o.With(nameof(DotNetTestSettings.NoBuild), v);

    /// <summary>Switches <see cref="DotNetTestSettings.NoBuild"/> on.</summary>
    public static T EnableNoBuild<T>(this T o)
        where T : DotNetTestSettings
        => o.With(nameof(DotNetTestSettings.NoBuild), true);

    /// <summary>Switches <see cref="DotNetTestSettings.NoBuild"/> off.</summary>
    public static T DisableNoBuild<T>(this T o)
        where T : DotNetTestSettings
        => o.With(nameof(DotNetTestSettings.NoBuild), false);

    /// <summary>Sets <see cref="DotNetTestSettings.NoRestore"/>.</summary>
    public static T SetNoRestore<T>(this T o, bool? v)
        where T : DotNetTestSettings
        => o.With(nameof(DotNetTestSettings.NoRestore), v);

    /// <summary>Switches <see cref="DotNetTestSettings.NoRestore"/> on.</summary>
    public static T EnableNoRestore<T>(this T o)
        where T : DotNetTestSettings
        => o.With(nameof(DotNetTestSettings.NoRestore), true);

    /// <summary>Switches <see cref="DotNetTestSettings.NoRestore"/> off.</summary>
    public static T DisableNoRestore<T>(this T o)
        where T : DotNetTestSettings
        => o.With(nameof(DotNetTestSettings.NoRestore), false);

    /// <summary>Sets <see cref="DotNetTestSettings.NoLogo"/>.</summary>
    public static T SetNoLogo<T>(this T o, bool? v)
        where T : DotNetTestSettings
        => o.With(nameof(DotNetTestSettings.NoLogo), v);

    /// <summary>Switches <see cref="DotNetTestSettings.NoLogo"/> on.</summary>
    public static T EnableNoLogo<T>(this T o)
        where T : DotNetTestSettings
        => o.With(nameof(DotNetTestSettings.NoLogo), true);

    /// <summary>Switches <see cref="DotNetTestSettings.NoLogo"/> off.</summary>
    public static T DisableNoLogo<T>(this T o)
        where T : DotNetTestSettings
        => o.With(nameof(DotNetTestSettings.NoLogo), false);

    /// <summary>Sets an MSBuild property.</summary>
    public static T SetProperty<T>(this T o, string k, object v)
        where T : DotNetTestSettings
        => o.Setting(nameof(DotNetTestSettings.Properties), k, v);
}
