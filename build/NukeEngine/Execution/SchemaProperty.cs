using System.Reflection;
using System.Text.Json;
using Nuke.Common.ValueInjection;

namespace Nuke.Common.Execution;

/// <summary>One parameter in the build's JSON schema.</summary>
internal static class SchemaProperty
{
    public static void Write(Utf8JsonWriter json, MemberInfo parameter, INukeBuild build)
    {
        var type = ParameterName.Attribute(parameter).GetType() == typeof(ParameterAttribute)
            ? MemberValue.TypeOf(parameter)
            : typeof(string);

        json.WriteStartObject(ParameterName.Of(parameter));
        var format = Reference(type) is null ? WriteType(json, type) : null;
        if (ParameterName.Attribute(parameter).Description is { } description)
            json.WriteString("description", description.TrimEnd('.'));
        if (format is not null)
            json.WriteString("format", format);
        if (parameter.IsDefined(typeof(SecretAttribute)))
            json.WriteString("default", "Secrets must be entered via 'nuke :secrets [profile]'");

        if (Reference(type) is { } definition)
            WriteReference(json, definition);
        else if (Element(type) is { } element)
            WriteItems(json, element, parameter, build);
        else if (ParameterValues.Accepted(parameter, build) is { } accepted)
            WriteValues(json, accepted);
        json.WriteEndObject();
    }

    public static void WriteEnum(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartObject(name);
        json.WriteString("type", "string");
        WriteValues(json, values);
        json.WriteEndObject();
    }

    public static void WriteEnums(Utf8JsonWriter json, IEnumerable<MemberInfo> parameters)
    {
        var types = parameters.Select(MemberValue.TypeOf).Select(x => Element(x) ?? x).Select(x => Nullable.GetUnderlyingType(x) ?? x);
        foreach (var type in types.Where(x => x.IsEnum).Distinct())
            WriteEnum(json, type.Name, Enum.GetNames(type));
    }

    private static string Reference(Type type)
        => type == typeof(Host) ? "Host"
            : (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } named ? named.Name
            : null;

    private static Type Element(Type type)
        => type.IsArray ? type.GetElementType()
            : type.IsGenericType && type.IsAssignableTo(typeof(System.Collections.IEnumerable)) ? type.GetGenericArguments()[0]
            : null;

    /// <returns>The format that goes with the type, or null.</returns>
    private static string WriteType(Utf8JsonWriter json, Type type)
    {
        var (name, format) = Element(type) is not null ? ("array", null) : Scalar(Nullable.GetUnderlyingType(type) ?? type);
        if (Nullable.GetUnderlyingType(type) is null)
        {
            json.WriteString("type", name);
        }
        else
        {
            json.WriteStartArray("type");
            foreach (var alternative in new[] { name, "null" }.Order(StringComparer.Ordinal))
                json.WriteStringValue(alternative);
            json.WriteEndArray();
        }

        return format;
    }

    private static (string Name, string Format) Scalar(Type type)
        => type == typeof(bool) ? ("boolean", null)
            : type == typeof(int) ? ("integer", "int32")
            : type == typeof(long) ? ("integer", "int64")
            : type == typeof(double) ? ("number", "double")
            : type == typeof(float) ? ("number", "float")
            : type == typeof(decimal) ? ("number", "decimal")
            : ("string", null);

    private static void WriteItems(Utf8JsonWriter json, Type element, MemberInfo parameter, INukeBuild build)
    {
        json.WriteStartObject("items");
        if (element == typeof(ExecutableTarget) || Reference(element) is not null)
        {
            WriteReference(json, element.Name);
        }
        else
        {
            if (WriteType(json, element) is { } format)
                json.WriteString("format", format);
            if (ParameterValues.Accepted(parameter, build) is { } accepted)
                WriteValues(json, accepted);
        }

        json.WriteEndObject();
    }

    private static void WriteReference(Utf8JsonWriter json, string definition)
        => json.WriteString("$ref", "#/definitions/" + definition);

    private static void WriteValues(Utf8JsonWriter json, IEnumerable<string> values)
    {
        json.WriteStartArray("enum");
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
