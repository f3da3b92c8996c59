using System.Text.Json;
using Sagaz.Core.Errors;

namespace Sagaz.Operations.Runtimes.Native;

/// <summary>What a cluster was last prepared with, so that later runs need not be told again.</summary>
/// <param name="Members">Members, the leader included.</param>
/// <param name="HasMonitoring">Whether it is watched.</param>
internal sealed record ClusterRecord(int Members, bool HasMonitoring = false)
{
    /// <summary>The record; null when the cluster was never prepared.</summary>
    /// <exception cref="PreconditionException">It cannot be read.</exception>
    public static ClusterRecord? Read(string file)
    {
        if (!File.Exists(file))
            return null;
        try
        {
            return JsonSerializer.Deserialize<ClusterRecord>(File.ReadAllText(file)) is { Members: >= 1 } record
                ? record
                : throw new JsonException("it names no members.");
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new PreconditionException($"The record of the cluster cannot be read: {error.Message}", ["file: " + file], "remove the file and run Up with --replicas", error);
        }
    }

    /// <summary>Writes it anew where it differs.</summary>
    /// <exception cref="PreconditionException">Members would get lost.</exception>
    public void Write(string file)
    {
        var before = Read(file);
        if (before?.Members > Members)
        {
            throw new PreconditionException(
                $"The cluster has {before.Members} members; --replicas {Members - 1} asks for {Members}, and Up does not remove members.",
                remedy: "./build.sh Down --purge, then Up with fewer replicas");
        }
        if (before == this)
            return;
        File.WriteAllText(file + ".new", JsonSerializer.Serialize(this));
        File.Move(file + ".new", file, overwrite: true);
    }
}
