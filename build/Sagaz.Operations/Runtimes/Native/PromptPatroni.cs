namespace Sagaz.Operations.Runtimes.Native;

/// <summary>Patroni started without two of its waits; what they are is said in the script, which is the images' own.</summary>
internal static class PromptPatroni
{
    private const string Resource = "prompt-patroni";

    /// <summary>Python, for a program that is run by it.</summary>
    public static string Script { get; } = Read();

    public static string FileOf(NativeLayout layout) => layout.ConfigurationOf(Resource);

    /// <summary>What runs Patroni; the path of its configuration comes after it.</summary>
    public static IReadOnlyList<string> CommandLine(NativeLayout layout) => ["/usr/bin/python3", "-I", FileOf(layout)];

    private static string Read()
    {
        using var stream = typeof(PromptPatroni).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"The build left '{Resource}' out of its assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
