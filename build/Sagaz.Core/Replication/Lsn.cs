using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Sagaz.Core.Replication;

/// <summary>A position in the write-ahead log, in bytes since its beginning.</summary>
/// <param name="Value">Bytes; 0 is the position that PostgreSQL never uses, see <see cref="None"/>.</param>
/// <remarks>Written as two hexadecimal halves, <c>16/B374D848</c> (PostgreSQL manual, "pg_lsn Type").</remarks>
public readonly record struct Lsn(ulong Value) : IComparable<Lsn>
{
    /// <summary>No position: nothing was received, replayed or reported.</summary>
    public static Lsn None => default;

    /// <summary>Whether there is no position.</summary>
    public bool IsNone => Value == 0;

    /// <summary>Reads PostgreSQL's text form, <c>X/Y</c> with one to eight hexadecimal digits on each side.</summary>
    /// <exception cref="FormatException">The text is not of that form.</exception>
    public static Lsn Parse(string text) =>
        TryParse(text, out var lsn)
            ? lsn
            : throw new FormatException($"'{text}' is not a log sequence number; expected X/Y, two hexadecimal numbers.");

    /// <summary>Reads PostgreSQL's text form; false leaves <see cref="None"/>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Lsn lsn)
    {
        lsn = None;
        if (text?.Split('/') is not [var high, var low] || !TryParseHalf(high, out var upper) || !TryParseHalf(low, out var lower))
            return false;
        lsn = new Lsn(((ulong)upper << 32) | lower);
        return true;
    }

    /// <summary>Bytes of WAL from <paramref name="right"/> to <paramref name="left"/>; negative when it lies behind.</summary>
    public static long operator -(Lsn left, Lsn right) => unchecked((long)(left.Value - right.Value));

    /// <summary>Whether the left position lies before the right one.</summary>
    public static bool operator <(Lsn left, Lsn right) => left.Value < right.Value;

    /// <summary>Whether the left position lies after the right one.</summary>
    public static bool operator >(Lsn left, Lsn right) => left.Value > right.Value;

    /// <summary>Whether the left position lies before the right one or is the same.</summary>
    public static bool operator <=(Lsn left, Lsn right) => left.Value <= right.Value;

    /// <summary>Whether the left position lies after the right one or is the same.</summary>
    public static bool operator >=(Lsn left, Lsn right) => left.Value >= right.Value;

    /// <summary>How far this position lies behind another.</summary>
    /// <returns>Bytes, 0 when it lies at or after <paramref name="ahead"/>.</returns>
    public long BytesBehind(Lsn ahead) => Math.Max(0, ahead - this);

    /// <inheritdoc />
    public int CompareTo(Lsn other) => Value.CompareTo(other.Value);

    /// <inheritdoc />
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Value >> 32:X}/{(uint)Value:X}");

    private static bool TryParseHalf(string text, out uint half)
    {
        half = 0;
        return text.Length is >= 1 and <= 8
            && uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out half);
    }
}
