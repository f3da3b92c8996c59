namespace Sagaz.Core.Reporting;

/// <summary>Sorts paths name by name, so that what belongs to one object stands together.</summary>
internal sealed class PathOrder : IComparer<string[]>
{
    public static PathOrder Instance { get; } = new();

    public int Compare(string[]? left, string[]? right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var difference = left.Zip(right)
            .Select(pair => string.CompareOrdinal(pair.First, pair.Second))
            .FirstOrDefault(order => order != 0);
        return difference != 0 ? difference : left.Length.CompareTo(right.Length);
    }
}
