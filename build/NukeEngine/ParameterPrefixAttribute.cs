namespace Nuke.Common;

/// <summary>Puts a prefix before the names of an interface's parameters.</summary>
[AttributeUsage(AttributeTargets.Interface, Inherited = false)]
public class ParameterPrefixAttribute : Attribute
{
    /// <summary>Sets the prefix.</summary>
    public ParameterPrefixAttribute(string prefix)
    {
        Prefix = prefix;
    }

    /// <summary>The prefix, as written in the member's name.</summary>
    public string Prefix { get; }
}
