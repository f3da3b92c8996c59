using System.Text.RegularExpressions;

namespace Sagaz.Operations.Tests.Architecture;

/// <summary>The C# files of a folder of the repository, without what the compiler generates.</summary>
internal static partial class SourceFiles
{
    public static IEnumerable<(string Name, string Text)> Below(params string[] folder)
    {
        var root = RepositoryRoot.Of(folder);
        return Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(file => (Name: Path.GetRelativePath(root, file), File: file))
            .Where(file => !file.Name.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
            .Select(file => (file.Name, File.ReadAllText(file.File)));
    }

    public static string? NamespaceOf(string text) => Namespace().Match(text) is { Success: true } found ? found.Groups[1].Value : null;

    public static IEnumerable<string> UsingsOf(string text) => Using().Matches(text).Select(found => found.Groups[1].Value);

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^(?:global )?using (?:static )?(?:\w+ = )?([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Using();
}
