using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

/// <summary>Sets the arguments of <c>dotnet format</c>.</summary>
public static class DotNetFormatSettingsExtensions
{
    /// <summary>Sets the project or solution.</summary>
    public static T SetProject<T>(this T o, string v)
        where T : DotNetFormatSettings
        => o.With(nameof(DotNetFormatSettings.Project), v);

    /// <summary>Takes the default again.</summary>
    public static T ResetProject<T>(this T o)
        where T : DotNetFormatSettings
        => o.With(nameof(DotNetFormatSettings.Project), null);

    /// <summary>Sets <see cref="DotNetFormatSettings.NoRestore"/>.</summary>
    public static T SetNoRestore<T>(this T o, bool? v)
        where T : DotNetFormatSettings
        => o.With(nameof(DotNetFormatSettings.NoRestore), v);

    /// <summary>Switches <see cref="DotNetFormatSettings.NoRestore"/> on.</summary>
    public static T EnableNoRestore<T>(this T o)
        where T : DotNetFormatSettings
        => o.With(nameof(DotNetFormatSettings.NoRestore), true);

    /// <summary>Switches <see cref="DotNetFormatSettings.NoRestore"/> off.</summary>
    public static T DisableNoRestore<T>(this T o)
        where T : DotNetFormatSettings
        => o.With(nameof(DotNetFormatSettings.NoRestore), false);

    /// <summary>Sets <see cref="DotNetFormatSettings.VerifyNoChanges"/>.</summary>
    public static T SetVerifyNoChanges<T>(this T o, bool? v)
        where T : DotNetFormatSettings
        => o.With(nameof(DotNetFormatSettings.VerifyNoChanges), v);

    /// <summary>Switches <see cref="DotNetFormatSettings.VerifyNoChanges"/> on.</summary>
    public static T EnableVerifyNoChanges<T>(this T o)
        where T : DotNetFormatSettings
        => o.With(nameof(DotNetFormatSettings.VerifyNoChanges), true);

    /// <summary>Switches <see cref="DotNetFormatSettings.VerifyNoChanges"/> off.</summary>
    public static T DisableVerifyNoChanges<T>(this T o)
        where T : DotNetFormatSettings
        => o.With(nameof(DotNetFormatSettings.VerifyNoChanges), false);
}
