namespace Sagaz.Operations.Partitions;

/// <summary>Table names as statements take them.</summary>
internal static class PartitionNames
{
    /// <summary>The table's name, quoted, in schema public.</summary>
    public static string Qualified(string table) => $"public.{Quoted(table)}";

    /// <summary>The name in double quotes.</summary>
    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
