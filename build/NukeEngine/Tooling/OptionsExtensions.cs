namespace Nuke.Common.Tooling;

/// <summary>Chains configurators and makes variants of options.</summary>
public static class OptionsExtensions
{
    /// <summary>Calls the configurator.</summary>
    public static T Apply<T>(this T options, Configure<T> configurator)
        where T : Options, new()
        => configurator(options);

    /// <summary>Calls the configurator with a value.</summary>
    public static T Apply<T, TValue>(this T options, Configure<T, TValue> configurator, TValue value)
        where T : Options, new()
        => configurator(options, value);

    /// <summary>Calls the configurator on each of the options.</summary>
    public static T[] Apply<T>(this T[] options, Configure<T> configurator)
        where T : Options, new()
        => [.. options.Select(x => configurator(x))];

    /// <summary>Calls the configurator where the condition holds.</summary>
    public static T When<T>(this T options, Func<T, bool> condition, Configure<T> configurator)
        where T : Options, new()
        => condition(options) ? configurator(options) : options;

    /// <summary>One variant for each configurator.</summary>
    public static T[] CombineWith<T>(this T options, params Configure<T>[] configurators)
        where T : Options, new()
        => [.. configurators.Select(x => x(options))];

    /// <summary>One variant for each value.</summary>
    public static T[] CombineWith<T, TValue>(
        this T options,
        IEnumerable<TValue> values,
        Func<T, TValue, T> configurator)
        where T : Options
        => [.. values.Select(x => configurator(options, x))];

    /// <summary>One variant for each of the options and each value.</summary>
    public static T[] CombineWith<T, TValue>(
        this IEnumerable<T> options,
        IEnumerable<TValue> values,
        Func<T, TValue, T> configurator)
        where T : Options
        => [.. options.SelectMany(x => values.Select(y => configurator(x, y)))];
}
