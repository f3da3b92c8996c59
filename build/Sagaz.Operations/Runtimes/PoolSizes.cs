using System.Text.Json;
using Sagaz.Core.Errors;

namespace Sagaz.Operations.Runtimes;

/// <summary>The sizes of pools in which a cluster differs from topology.json, kept beside its other state.</summary>
/// <remarks>By the pool's key in topology.json: <c>readWrite</c>, <c>readOnly</c>.</remarks>
internal static class PoolSizes
{
    private static readonly string[] Keys = ["readWrite", "readOnly"];

    /// <summary>What was set; empty where nothing was.</summary>
    /// <param name="folder">State folder of the cluster.</param>
    /// <exception cref="PreconditionException">It cannot be read.</exception>
    public static IReadOnlyDictionary<string, int> Read(string folder)
    {
        var file = FileIn(folder);
        if (!File.Exists(file))
            return new Dictionary<string, int>();
        try
        {
            var sizes = JsonSerializer.Deserialize<Dictionary<string, int>>(File.ReadAllText(file)) ?? [];
            return sizes.Keys.Except(Keys).FirstOrDefault() is { } unknown ? throw new JsonException($"there is no pool '{unknown}'.") : sizes;
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new PreconditionException($"The sizes of the pools cannot be read: {error.Message}", ["file: " + file], "remove the file and set them again", error);
        }
    }

    /// <summary>Keeps them.</summary>
    public static void Write(string folder, IReadOnlyDictionary<string, int> sizes)
    {
        var file = FileIn(folder);
        File.WriteAllText(file + ".new", JsonSerializer.Serialize(sizes));
        File.Move(file + ".new", file, overwrite: true);
    }

    private static string FileIn(string folder) => Path.Combine(folder, "pools.json");
}
