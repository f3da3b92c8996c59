using System.Reflection;
using System.Text;
using Nuke.Common.Execution;

namespace Nuke.Common.ValueInjection;

/// <summary>What a parameter is called: <c>NoLogo</c> in code and files, <c>no-logo</c> on the command line.</summary>
internal static class ParameterName
{
    /// <summary>Words whose second capital starts no new word.</summary>
    private static readonly string[] KnownWords =
        ["DotNet", "GitHub", "GitVersion", "MSBuild", "NuGet", "ReSharper", "AppVeyor", "TeamCity", "GitLab", "SignPath", "JetBrains"];

    public static string Of(MemberInfo member)
    {
        var prefix = member.DeclaringType.GetCustomAttribute<ParameterPrefixAttribute>()?.Prefix;
        return prefix + (member.GetCustomAttribute<ParameterAttribute>()?.Name ?? TargetCatalog.NameOf(member));
    }

    public static ParameterAttribute Attribute(MemberInfo member) => member.GetCustomAttribute<ParameterAttribute>();

    public static string Dashed(MemberInfo member) => Split(Of(member)).ToLowerInvariant();

    /// <summary>Dashes between words, the case as it is.</summary>
    public static string Split(string name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && char.IsLower(name[i - 1]) && !IsInsideKnownWord(name, i))
                text.Append('-');
            text.Append(name[i]);
        }

        return text.ToString();
    }

    private static bool IsInsideKnownWord(string name, int index)
        => Array.Exists(KnownWords, word =>
            name.IndexOf(word, StringComparison.Ordinal) is var start and >= 0 && start < index && index < start + word.Length);
}
