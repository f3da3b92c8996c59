using System.Globalization;

namespace Sagaz.Core.Gates;

/// <summary>What a gate measured or its limit: a number, or a text where no number fits.</summary>
public readonly record struct GateValue
{
    private GateValue(double? number, string? text) => (Number, Text) = (number, text);

    /// <summary>The value as a number; null when it is a text or was not measured.</summary>
    public double? Number { get; }

    /// <summary>The value as a text; null when it is a number or was not measured.</summary>
    public string? Text { get; }

    /// <summary>A number, in the unit that the gate names.</summary>
    public static implicit operator GateValue(double number) => new(number, null);

    /// <summary>A text, for what cannot be counted.</summary>
    public static implicit operator GateValue(string text) => new(null, text);

    /// <summary>A yes or no.</summary>
    public static implicit operator GateValue(bool answer) => new(null, answer ? "yes" : "no");

    /// <inheritdoc />
    public override string ToString() =>
        Text ?? Number?.ToString("0.###", CultureInfo.InvariantCulture) ?? "not measured";
}
