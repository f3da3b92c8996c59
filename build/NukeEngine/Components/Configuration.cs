using System.ComponentModel;
using Nuke.Common.Tooling;

namespace Nuke.Components;

/// <summary>How .NET projects are built.</summary>
[TypeConverter(typeof(TypeConverter<Configuration>))]
public class Configuration : Enumeration
{
    /// <summary>For debugging.</summary>
    public static Configuration Debug = new() { Value = nameof(Debug) };

    /// <summary>For use.</summary>
    public static Configuration Release = new() { Value = nameof(Release) };

    /// <summary>The configuration's name.</summary>
    public static implicit operator string(Configuration configuration) => configuration?.Value;
}
