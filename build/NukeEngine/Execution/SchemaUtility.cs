using System.Reflection;
using System.Text;
using System.Text.Json;
using Nuke.Common.ValueInjection;

namespace Nuke.Common.Execution;

/// <summary>Describes a build's parameters as a JSON schema (draft 4).</summary>
public class SchemaUtility
{
    /// <summary>The schema as indented JSON.</summary>
    public static string GetJsonString(INukeBuild build)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
            Write(writer, build);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The schema as a document.</summary>
    public static JsonDocument GetJsonDocument(INukeBuild build) => JsonDocument.Parse(GetJsonString(build));

    private static void Write(Utf8JsonWriter json, INukeBuild build)
    {
        var parameters = InjectedMembers.Parameters(build.GetType())
            .OrderBy(ParameterName.Of)
            .ToLookup(x => x.DeclaringType == typeof(NukeBuild));

        json.WriteStartObject();
        json.WriteString("$schema", "http://json-schema.org/draft-04/schema#");
        json.WriteStartObject("definitions");
        SchemaProperty.WriteEnum(json, "Host", Host.Names);
        SchemaProperty.WriteEnum(json, "ExecutableTarget", TargetCatalog.Properties(build.GetType()).Select(TargetCatalog.NameOf).Order());
        SchemaProperty.WriteEnums(json, parameters.SelectMany(x => x));
        json.WriteStartObject("NukeBuild");
        WriteProperties(json, parameters[true], build);
        json.WriteEndObject();
        json.WriteEndObject();

        json.WriteStartArray("allOf");
        json.WriteStartObject();
        WriteProperties(json, parameters[false], build);
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("$ref", "#/definitions/NukeBuild");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteProperties(Utf8JsonWriter json, IEnumerable<MemberInfo> parameters, INukeBuild build)
    {
        json.WriteStartObject("properties");
        foreach (var parameter in parameters)
            SchemaProperty.Write(json, parameter, build);
        json.WriteEndObject();
    }
}
