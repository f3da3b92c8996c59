using System.Collections;

namespace Shell;

/// <summary>The environment variables of this process.</summary>
static class ProcessEnvironment
{
    public static IReadOnlyDictionary<string, string> Read() => Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "", StringComparer.Ordinal);

    /// <summary>NUKE takes any variable named like a parameter for its value; only NUKE_ variables are meant for it.</summary>
    public static void Remove(IEnumerable<string> variables)
    {
        foreach (var variable in variables)
            Environment.SetEnvironmentVariable(variable, null);
    }
}
