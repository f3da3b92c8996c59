using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sagaz.Core.Load;

/// <summary>The report as report.json, which <c>--compare</c> reads again.</summary>
public static class LoadReportJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>The text; it may stand in a script element, because no <c>&lt;</c> is in it.</summary>
    public static string Write(LoadReport report) => JsonSerializer.Serialize(report, Options);

    /// <summary>The report of a text.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static LoadReport Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<LoadReport>(json, Options) ?? throw new FormatException("The text is no report of LoadTest.");
        }
        catch (JsonException error)
        {
            throw new FormatException($"The text is no report of LoadTest: {error.Message}", error);
        }
    }
}
