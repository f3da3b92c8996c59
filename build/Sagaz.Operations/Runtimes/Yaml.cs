using YamlDotNet.Serialization;

namespace Sagaz.Operations.Runtimes;

/// <summary>Writes configuration as YAML, every text quoted where a reader could take it for something else.</summary>
internal static class Yaml
{
    private static readonly ISerializer Serializer = new SerializerBuilder()
        .WithQuotingNecessaryStrings(quoteYaml1_1Strings: true)
        .DisableAliases()
        .Build();

    public static string Render(object value) => Serializer.Serialize(value);
}
