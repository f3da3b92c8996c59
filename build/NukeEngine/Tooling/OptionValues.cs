namespace Nuke.Common.Tooling;

/// <summary>Copies of options with one thing changed, in the type they had.</summary>
internal static class OptionValues
{
    public static T With<T>(this T options, string name, object value)
        where T : Options
        => (T)options.Changed(name, value);

    public static T Adding<T>(this T options, string name, IEnumerable<string> values)
        where T : Options
        => options.With(name, (IReadOnlyList<string>)[.. options.Value<IReadOnlyList<string>>(name) ?? [], .. values]);

    public static T Setting<T>(this T options, string name, IEnumerable<string> values)
        where T : Options
        => options.With(name, (IReadOnlyList<string>)[.. values]);

    public static T Setting<T>(this T options, string name, string key, object value)
        where T : Options
    {
        var properties = new Dictionary<string, object>(options.Value<IReadOnlyDictionary<string, object>>(name) ?? new Dictionary<string, object>())
        {
            [key] = value,
        };
        return options.With(name, (IReadOnlyDictionary<string, object>)properties);
    }
}
