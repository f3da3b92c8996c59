using System.Globalization;

namespace Sagaz.Core.Load.Scripts;

/// <summary>The value of a script's variable: a whole number, a fraction, or a text that a query returned.</summary>
public readonly record struct ScriptValue
{
    private ScriptValue(long whole, double real, string? text, bool isReal) => (Whole, Real, Text, IsReal) = (whole, real, text, isReal);

    /// <summary>The whole number; a fraction's whole part.</summary>
    public long Whole { get; }

    /// <summary>The number as a fraction.</summary>
    public double Real { get; }

    /// <summary>The text; null for a number.</summary>
    public string? Text { get; }

    /// <summary>Whether it is a fraction.</summary>
    public bool IsReal { get; }

    /// <summary>A whole number.</summary>
    public static implicit operator ScriptValue(long value) => new(value, value, null, false);

    /// <summary>A fraction.</summary>
    public static implicit operator ScriptValue(double value) => new((long)value, value, null, true);

    /// <summary>What a query returned; a text that looks like a number counts as one.</summary>
    public static ScriptValue Of(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? new(whole, whole, text, false)
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? new((long)real, real, text, true)
        : new(0, 0, text, false);

    /// <summary>As it is sent to the server.</summary>
    public override string ToString() => Text ?? (IsReal ? Real.ToString("R", CultureInfo.InvariantCulture) : Whole.ToString(CultureInfo.InvariantCulture));
}
