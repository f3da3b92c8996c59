using System.Text.Json;
using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Core.Load.Scripts;
using Sagaz.Core.Topology;

namespace Sagaz.Core.Load;

/// <summary>Turns a file of sql/workload into a <see cref="LoadProfile"/>, or lists everything that is wrong with it.</summary>
public static class LoadProfileReader
{
    private const int MostConnections = 1000;

    /// <summary>Reads a profile and its scripts.</summary>
    /// <param name="name">The profile's name.</param>
    /// <param name="json">The text of its file.</param>
    /// <param name="scriptText">The text of a script by its name; null where there is none.</param>
    /// <exception cref="PreconditionException">The file is wrong; all errors are listed.</exception>
    /// <exception cref="ScriptException">A script has a mistake.</exception>
    public static LoadProfile Read(string name, string json, Func<string, string?> scriptText)
    {
        var errors = new List<string>();
        var root = new TopologySection(Parse(name, json), "", errors);
        var connections = root.Section("connections");
        var variables = root.Section("variables").Numbers();
        var profile = new LoadProfile
        {
            Name = name,
            Description = root.Text("description"),
            Seed = root.Long("seed", 0, long.MaxValue),
            Rate = root.Int("rate", 1, 1_000_000),
            WriteConnections = connections.Int("rw", 1, MostConnections),
            ReadConnections = connections.Int("ro", 1, MostConnections),
            ThinkTime = TimeSpan.FromMilliseconds(root.Int("thinkTimeMilliseconds", 0, 3_600_000)),
            Variables = variables,
            During = root.Choices<LoadOperation>("during"),
            Steps = [.. root.Section("steps").Sections().Select(step => ReadStep(step.Key, step.Section, scriptText, variables.Keys, errors)).OfType<LoadStep>()],
        };
        connections.RefuseUnknown();
        root.RefuseUnknown();
        if (profile.Steps.Count == 0 && errors.Count == 0)
            errors.Add("steps must have at least one step.");
        return errors.Count == 0 ? profile : throw Refuse(name, errors);
    }

    private static LoadStep? ReadStep(string name, TopologySection step, Func<string, string?> scriptText, IEnumerable<string> variables, List<string> errors)
    {
        var script = step.Text("script");
        var (pool, kind, weight) = (step.Choice<LoadPool>("pool"), step.Choice<StepKind>("kind"), step.Int("weight", 1, 10_000));
        step.RefuseUnknown();
        if (script.Length == 0)
            return null;
        if (scriptText(script) is { } text)
            return new LoadStep { Name = name, Script = WorkloadScriptParser.Parse(script, text, variables), Pool = pool, Kind = kind, Weight = weight };
        errors.Add($"steps.{name}.script is '{script}', which is not in sql/workload.");
        return null;
    }

    private static JsonObject Parse(string name, string json)
    {
        var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };
        try
        {
            return JsonNode.Parse(json, documentOptions: options) as JsonObject ?? throw Refuse(name, ["the file must hold one JSON object."]);
        }
        catch (JsonException error)
        {
            throw Refuse(name, [$"it is not valid JSON: {error.Message}"]);
        }
    }

    private static PreconditionException Refuse(string name, IReadOnlyList<string> errors) => new(
        $"sql/workload/{name}.json has {errors.Count} {(errors.Count == 1 ? "error" : "errors")}.", errors, "docs/load-testing.md describes the file");
}
