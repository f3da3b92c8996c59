namespace Nuke.Common.Tooling;

/// <summary>Values by name; setting one returns a copy.</summary>
public class Options
{
    private Dictionary<string, object> values = [];

    internal T Value<T>(string name) => values.TryGetValue(name, out var value) ? (T)value : default;

    internal Options Changed(string name, object value)
    {
        var copy = (Options)MemberwiseClone();
        copy.values = new Dictionary<string, object>(values);
        if (value is null)
            copy.values.Remove(name);
        else
            copy.values[name] = value;
        return copy;
    }
}
