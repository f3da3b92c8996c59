using System.Collections;
using System.Collections.ObjectModel;
using System.Runtime.InteropServices;
using Nuke.Common.Execution;
using Nuke.Common.IO;
using Nuke.Common.ValueInjection;

namespace Nuke.Common;

/// <summary>The process's surroundings.</summary>
public static class EnvironmentInfo
{
    /// <summary>The working folder.</summary>
    public static AbsolutePath WorkingDirectory
    {
        get => Directory.GetCurrentDirectory();
        set => Directory.SetCurrentDirectory(value);
    }

    /// <summary>The command line without the program.</summary>
    public static IReadOnlyCollection<string> CommandLineArguments => Session.Current.Arguments.All;

    /// <summary>The environment as it is now.</summary>
    public static ReadOnlyDictionary<string, string> Variables
    {
        get
        {
            var variables = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
                variables[(string)entry.Key] = (string)entry.Value;
            return variables.AsReadOnly();
        }
    }

    /// <summary>The operating system's family.</summary>
    public static PlatformFamily Platform
        => IsLinux ? PlatformFamily.Linux : IsOsx ? PlatformFamily.OSX : IsWin ? PlatformFamily.Windows : PlatformFamily.Unknown;

    /// <summary>Whether this is Windows.</summary>
    public static bool IsWin => OperatingSystem.IsWindows();

    /// <summary>Whether this is macOS.</summary>
    public static bool IsOsx => OperatingSystem.IsMacOS();

    /// <summary>Whether this is Linux.</summary>
    public static bool IsLinux => OperatingSystem.IsLinux();

    /// <summary>Whether this is Linux or macOS.</summary>
    public static bool IsUnix => IsLinux || IsOsx;

    /// <summary>Whether the machine's processor is a 64-bit ARM.</summary>
    public static bool IsArm64 => RuntimeInformation.OSArchitecture == Architecture.Arm64;

    /// <summary>The machine's name.</summary>
    public static string MachineName => Environment.MachineName;

    /// <summary>The platform's line break.</summary>
    public static string NewLine => Environment.NewLine;

    /// <summary>Whether a variable is set.</summary>
    public static bool HasVariable(string name, bool allowEmpty = true)
        => GetVariable(name) is { } value && (allowEmpty || value.Length > 0);

    /// <summary>A variable's value, or null.</summary>
    public static string GetVariable(string name) => Environment.GetEnvironmentVariable(name);

    /// <summary>A variable's value converted, or the type's default where it is not set.</summary>
    public static T GetVariable<T>(string name, char? separator = null)
    {
        var value = GetVariable(name);
        return value is null
            ? default
            : (T)ValueConversion.ToType(separator is { } c ? value.Split(c) : [value], typeof(T), switchValue: false);
    }

    /// <summary>Sets a variable for this process and its children.</summary>
    public static void SetVariable(string name, string value) => Environment.SetEnvironmentVariable(name, value);

    /// <summary>Removes a variable for this process and its children.</summary>
    public static void RemoveVariable(string name) => Environment.SetEnvironmentVariable(name, null);

    /// <summary>Whether the command line has the named argument, whatever its case and dashes.</summary>
    public static bool HasArgument(string name) => Session.Current.Arguments.Has(name);

    /// <summary>The named argument converted, or the type's default where it is not given.</summary>
    public static T GetNamedArgument<T>(string parameterName, char? separator = null)
        => Session.Current.Arguments.Named(parameterName, typeof(T), separator) is T value ? value : default;
}
