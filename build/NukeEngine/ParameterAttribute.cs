using System.Reflection;
using Nuke.Common.Execution;
using Nuke.Common.ValueInjection;

namespace Nuke.Common;

/// <summary>Fills a field or property from the command line, the environment or the parameters files.</summary>
public class ParameterAttribute : ValueInjectionAttributeBase
{
    /// <summary>Declares a parameter.</summary>
    /// <param name="description">Shown by <c>--help</c>.</param>
    public ParameterAttribute(string description = null)
    {
        Description = description;
    }

    /// <summary>Shown by <c>--help</c>, without the last full stop.</summary>
    public virtual string Description { get; }

    /// <summary>The parameter's name where it is not the member's.</summary>
    public string Name { get; set; }

    /// <summary>One character at which a single value is split into several.</summary>
    public string Separator { get; set; }

    /// <summary>Whether <c>--help</c> lists it. Default: true.</summary>
    public virtual bool List { get; set; } = true;

    /// <summary>A member of type <c>IEnumerable&lt;string&gt;</c> that lists the accepted values.</summary>
    public string ValueProviderMember { get; set; }

    /// <summary>The type that declares <see cref="ValueProviderMember"/>. Default: the build.</summary>
    public Type ValueProviderType { get; set; }

    /// <inheritdoc/>
    public override object GetValue(MemberInfo member, object instance) => Session.Current.Parameters.Get(member);

    /// <summary>The accepted values with their texts, or null where the type alone decides.</summary>
    public virtual IEnumerable<(string, object)> GetValueSet(MemberInfo member, object instance) => null;
}
