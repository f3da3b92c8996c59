using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using k8s;
using k8s.Models;
using Sagaz.Core.Kubernetes;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes;

/// <summary>Objects against the types of the Kubernetes API, strictly: a field that no type has is an error.</summary>
internal static class ApiTypes
{
    private static readonly JsonSerializerOptions Strict = new() { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    private static readonly Dictionary<(string ApiVersion, string Kind), Type> Known = typeof(V1Pod).Assembly.GetTypes()
        .Where(type => typeof(IKubernetesObject).IsAssignableFrom(type))
        .Select(type => (Type: type, Entity: type.GetCustomAttribute<KubernetesEntityAttribute>()))
        .Where(found => found.Entity is not null)
        .DistinctBy(found => (found.Entity!.Group, found.Entity.ApiVersion, found.Entity.Kind))
        .ToDictionary(found => (found.Entity!.Group.Length == 0 ? found.Entity.ApiVersion : $"{found.Entity.Group}/{found.Entity.ApiVersion}", found.Entity.Kind), found => found.Type);

    /// <summary>What is wrong with an object; null when nothing is.</summary>
    public static string? Objection(ManifestObject item)
    {
        if (!Known.TryGetValue((item.ApiVersion, item.Kind), out var type))
            return $"{item}: the API has no {item.ApiVersion} {item.Kind}";
        try
        {
            item.Json.Deserialize(type, Strict);
            return null;
        }
        catch (JsonException error)
        {
            return $"{item}: {error.Message}";
        }
    }
}
