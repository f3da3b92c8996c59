using Nuke.Common.IO;

namespace Nuke.Common.Execution;

/// <summary>Keeps <c>.nuke/build.schema.json</c> true for editors, and parameters.json present.</summary>
internal static class SchemaFile
{
    public static void Refresh(Session session, NukeBuild build)
    {
        if (session.Arguments.All.Contains("--generate-configuration"))
            return;

        var schema = session.NukeDirectory / "build.schema.json";
        if (IsStale(schema, build))
            Write(schema, SchemaUtility.GetJsonString(build));

        var parameters = session.NukeDirectory / "parameters.json";
        if (!File.Exists(parameters))
            File.WriteAllText(parameters, "{\n  \"$schema\": \"./build.schema.json\"\n}\n");
    }

    // The schema comes from the build's types, so it cannot change while its assembly does not.
    private static bool IsStale(AbsolutePath schema, NukeBuild build)
        => !File.Exists(schema)
            || File.GetLastWriteTimeUtc(schema) < File.GetLastWriteTimeUtc(build.GetType().Assembly.Location);

    private static void Write(AbsolutePath schema, string content)
    {
        if (File.Exists(schema) && File.ReadAllText(schema) == content)
            File.SetLastWriteTimeUtc(schema, DateTime.UtcNow);
        else
            File.WriteAllText(schema, content);
    }
}
