using System.Text;

namespace Sagaz.Core.CommandLine;

/// <summary>How NUKE tells names apart: case does not count, and neither does punctuation.</summary>
public static class ParameterName
{
    /// <summary>The prefix that an environment variable needs to fill a parameter.</summary>
    public const string EnvironmentPrefix = "NUKE_";

    /// <summary>The name as it is compared on the command line and in parameters files: without dashes, in lower case.</summary>
    public static string Key(string name) =>
        name.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>The name as NUKE compares environment variables: letters and digits, in lower case.</summary>
    public static string EnvironmentKey(string name) =>
        string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>Whether an environment variable is addressed to this pipeline.</summary>
    public static bool HasEnvironmentPrefix(string variable) =>
        variable.StartsWith(EnvironmentPrefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>The name as people type it: <c>PortOffset</c> becomes <c>port-offset</c>.</summary>
    public static string Dashed(string name)
    {
        var dashed = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || IsLower(name, i + 1)))
                dashed.Append('-');
            dashed.Append(char.ToLowerInvariant(name[i]));
        }
        return dashed.ToString();
    }

    private static bool IsLower(string name, int index) => index < name.Length && char.IsLower(name[index]);
}
