using System.Text.Json;
using System.Text.Json.Serialization;
using Sagaz.Core.Errors;

namespace Sagaz.Operations.Runtimes;

/// <summary>What a cluster was last prepared with, so that later runs need not be told again.</summary>
/// <param name="Members">Members, the leader included.</param>
/// <param name="Runtime">What it runs on.</param>
/// <param name="HasMonitoring">Whether it is watched.</param>
/// <param name="HasBackups">Whether its WAL is archived and backups are made.</param>
/// <param name="KubeContext">The kube-context that it was deployed to; null where it runs elsewhere.</param>
internal sealed record ClusterRecord(int Members, RuntimeKind Runtime, bool HasMonitoring = false, bool HasBackups = false, string? KubeContext = null)
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>The file in a cluster's state folder.</summary>
    public static string FileIn(string folder) => Path.Combine(folder, "cluster.json");

    /// <summary>The record; null when the cluster was never prepared.</summary>
    /// <exception cref="PreconditionException">It cannot be read.</exception>
    public static ClusterRecord? Read(string file)
    {
        if (!File.Exists(file))
            return null;
        try
        {
            return JsonSerializer.Deserialize<ClusterRecord>(File.ReadAllText(file), Options) is { Members: >= 1 } record
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
                remedy: $"./build.sh Scale --replicas {Members - 1}");
        }
        Replace(file);
    }

    /// <summary>Writes it anew where it differs, also with fewer members.</summary>
    public void Replace(string file)
    {
        if (Read(file) == this)
            return;
        File.WriteAllText(file + ".new", JsonSerializer.Serialize(this, Options));
        File.Move(file + ".new", file, overwrite: true);
    }
}
