using System.Globalization;

namespace Sagaz.Core.CommandLine;

/// <summary>Whether one text is a value of a parameter; stricter than NUKE, never laxer.</summary>
internal static class ValueRule
{
    public static bool Accepts(ParameterContract parameter, string value) => parameter.Kind switch
    {
        ParameterKind.Switch => Same(value, "true") || Same(value, "false"),
        ParameterKind.Text => true,
        ParameterKind.Number => IsWholeNumber(parameter, value),
        ParameterKind.Real => IsNumber(parameter, value),
        ParameterKind.Choice => parameter.AllowedValues.Any(allowed => Same(value, allowed)),
        ParameterKind.Path => !string.IsNullOrWhiteSpace(value) && !value.Contains('\0', StringComparison.Ordinal),
        ParameterKind.Partition => IsPartition(value),
        _ => throw new ArgumentOutOfRangeException(nameof(parameter), parameter.Kind, "Targets are looked up, not judged."),
    };

    private static bool IsWholeNumber(ParameterContract parameter, string value) =>
        decimal.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && IsInRange(parameter, number);

    private static bool IsNumber(ParameterContract parameter, string value)
    {
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (!double.TryParse(value, style, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            return false;
        return number >= (double)(parameter.Minimum ?? decimal.MinValue)
            && number <= (double)(parameter.Maximum ?? decimal.MaxValue);
    }

    private static bool IsInRange(ParameterContract parameter, decimal number) =>
        number >= (parameter.Minimum ?? long.MinValue) && number <= (parameter.Maximum ?? long.MaxValue);

    private static bool IsPartition(string value) =>
        value.Split('/') is [var part, var total]
        && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && int.TryParse(total, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        && number >= 1
        && number <= count;

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
