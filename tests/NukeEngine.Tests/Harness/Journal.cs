namespace NukeEngine.Tests.Harness;

/// <summary>What the targets and events of the run noted, in order.</summary>
internal static class Journal
{
    private static readonly List<string> Entries = [];

    public static void Add(string entry) => Entries.Add(entry);

    public static string[] Take()
    {
        string[] taken = [.. Entries];
        Entries.Clear();
        return taken;
    }
}
