using Sagaz.Core.CommandLine;

namespace Shell;

/// <summary>The files of defaults that NUKE will read: .nuke/parameters.json and those of the profiles.</summary>
static class ParametersFiles
{
    public static IReadOnlyList<ParametersFile> Read(
        CommandLineContract contract, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        if (RepositoryRoot.Find() is not { } root)
            return [];
        var names = CommandLineGuard.ProfilesNamed(contract, arguments, environment).Select(profile => $"parameters.{profile}.json").Prepend("parameters.json");
        return [.. names
            .Select(name => Path.Combine(root, ".nuke", name))
            .Where(File.Exists)
            .Select(file => ParametersFile.Parse(Path.GetRelativePath(root, file), File.ReadAllText(file)))];
    }
}
