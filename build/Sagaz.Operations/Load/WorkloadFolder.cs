using Sagaz.Core.Errors;
using Sagaz.Core.Load;
using Sagaz.Core.Load.Scripts;

namespace Sagaz.Operations.Load;

/// <summary>The profiles and scripts of sql/workload.</summary>
/// <param name="folder">Where they lie.</param>
public sealed class WorkloadFolder(string folder)
{
    /// <summary>Names of all profiles.</summary>
    public IReadOnlyList<string> ProfileNames => Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>A profile by its name.</summary>
    /// <exception cref="PreconditionException">There is none, or it is wrong.</exception>
    public LoadProfile ReadProfile(string name)
    {
        if (Text(name + ".json") is { } json)
            return LoadProfileReader.Read(name, json, Text);
        var near = NearestName.Find(name, ProfileNames);
        throw new PreconditionException(
            $"There is no load profile '{name}'{(near is null ? "" : $"; did you mean '{near}'?")}",
            ["profiles: " + string.Join(", ", ProfileNames)], "./build.sh LoadTest --profile mixed; profiles are files of sql/workload");
    }

    /// <summary>A script by its name.</summary>
    /// <param name="name">Its file's name.</param>
    /// <param name="profile">Gives its variables.</param>
    /// <exception cref="PreconditionException">There is none, or it has a mistake.</exception>
    public WorkloadScript ReadScript(string name, LoadProfile profile) => WorkloadScriptParser.Parse(
        name, Text(name) ?? throw new PreconditionException($"sql/workload/{name} is missing.", remedy: "git checkout sql/workload"), profile.Variables.Keys);

    /// <summary>The texts that decide what a profile does: its own, and its scripts'.</summary>
    public string TextOf(LoadProfile profile) =>
        string.Join('\n', profile.Steps.Select(step => step.Script.Name).Distinct().Order(StringComparer.Ordinal).Prepend(profile.Name + ".json").Append("dataset.sql").Select(Text));

    private string? Text(string name)
    {
        var file = Path.Combine(folder, name);
        return File.Exists(file) ? File.ReadAllText(file) : null;
    }
}
