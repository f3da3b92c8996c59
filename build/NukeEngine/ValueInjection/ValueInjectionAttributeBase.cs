using System.Reflection;
using Nuke.Common.Execution;
using Serilog;

namespace Nuke.Common.ValueInjection;

/// <summary>Fills a field or property of the build before its targets run.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public abstract class ValueInjectionAttributeBase : Attribute
{
    /// <summary>The build whose member is filled.</summary>
    public INukeBuild Build { get; internal set; }

    /// <summary>Members with a higher priority are filled first. Default: 0.</summary>
    public virtual int Priority => 0;

    /// <summary>Whether a value that cannot be had is passed over without a warning. Default: false.</summary>
    public virtual bool SuppressWarnings => false;

    /// <summary>The member's value, or null to leave it as it is.</summary>
    public abstract object GetValue(MemberInfo member, object instance);

    /// <summary>The member's value, or null after a warning where it cannot be had.</summary>
    public object TryGetValue(MemberInfo member, object instance)
    {
        try
        {
            return GetValue(member, instance);
        }
        catch (Exception exception)
        {
            if (!SuppressWarnings && !member.IsDefined(typeof(OptionalAttribute)))
            {
                var name = $"{member.DeclaringType.Name}.{TargetCatalog.NameOf(member)}";
                Log.Warning(BuildRun.Unwrap(exception), "Could not inject value for {Member}", name);
            }

            return null;
        }
    }
}
