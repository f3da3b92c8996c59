using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nuke.Common;
using Sagaz.Core.CommandLine;

namespace Shell;

/// <summary>What the build class offers on the command line, read from its members.</summary>
sealed class BuildSurface
{
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private BuildSurface(CommandLineContract contract) => Contract = contract;

    public CommandLineContract Contract { get; }

    public static BuildSurface Of(Type build)
    {
        var members = new[] { build }.Concat(build.GetInterfaces().Where(type => type != typeof(INukeBuild)))
            .SelectMany(type => type.GetMembers(Members))
            .ToList();
        var parameters = members.Where(member => member.GetCustomAttribute<ParameterAttribute>() is not null)
            .Select(Describe)
            .DistinctBy(parameter => ParameterName.Key(parameter.Name));
        var targets = members.OfType<PropertyInfo>()
            .Where(property => property.PropertyType == typeof(Target))
            .Select(property => property.Name[(property.Name.LastIndexOf('.') + 1)..])
            .Distinct();
        return new BuildSurface(new CommandLineContract([.. parameters, .. BuiltInParameters.All], targets));
    }

    /// <summary>Values of secret parameters wherever they may come from, so that not even a refusal shows them.</summary>
    public IEnumerable<string> SecretsIn(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var secrets = Contract.Parameters.Where(parameter => parameter.IsSecret).Select(parameter => ParameterName.Key(parameter.Name)).ToHashSet();
        var given = arguments.Zip(arguments.Skip(1)).Where(pair => secrets.Contains(ParameterName.Key(pair.First))).Select(pair => pair.Second);
        var variables = environment.Where(variable => secrets.Any(secret => ParameterName.EnvironmentKey(variable.Key).EndsWith(secret, StringComparison.Ordinal)))
            .Select(variable => variable.Value);
        return [.. given, .. variables];
    }

    private static ParameterContract Describe(MemberInfo member)
    {
        var attribute = member.GetCustomAttribute<ParameterAttribute>()!;
        var type = member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;
        var prefix = member.DeclaringType!.GetCustomAttribute<ParameterPrefixAttribute>()?.Prefix;
        var name = prefix + (attribute.Name ?? member.Name);
        var allowed = name == "Env" ? EnvironmentNames() : null;
        var contract = ParameterContract.ForType(name, type, allowed) with { IsSecret = member.GetCustomAttribute<SecretAttribute>() is not null };
        return member.GetCustomAttribute<RangeAttribute>() is { } range
            ? contract with { Minimum = Convert.ToDecimal(range.Minimum), Maximum = Convert.ToDecimal(range.Maximum) }
            : contract;
    }

    /// <summary>The environments of topology.json; null when it cannot be read, which its own reader reports.</summary>
    private static IReadOnlyList<string>? EnvironmentNames()
    {
        try
        {
            var file = Path.Combine(RepositoryRoot.Find() ?? "", "deploy", "topology.json");
            var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
            return JsonNode.Parse(File.ReadAllText(file), documentOptions: options)?["environments"] is JsonObject { Count: > 0 } environments
                ? [.. environments.Select(pair => pair.Key)]
                : null;
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return null;
        }
    }
}
