namespace Nuke.Common.Tooling;

/// <summary>Calls configurators.</summary>
public static class ConfigureExtensions
{
    /// <summary>Calls the configurator; without one the object stays as it is.</summary>
    public static T InvokeSafe<T>(this Configure<T> configurator, T obj) => configurator is null ? obj : configurator(obj);
}
