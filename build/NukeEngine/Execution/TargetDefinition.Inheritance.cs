using System.Linq.Expressions;
using System.Reflection;

namespace Nuke.Common.Execution;

internal sealed partial class TargetDefinition
{
    public ITargetDefinition Base()
    {
        for (var type = baseSearch.BaseType; type is not null; type = type.BaseType)
        {
            var inherited = type.GetProperty(property.Name, TargetCatalog.Own);
            if (inherited is null)
                continue;

            baseSearch = type;
            return Inherit(OwnValue(inherited));
        }

        Assert.Fail(
            $"Target '{property.DeclaringType}.{property.Name}' does not have any base members. " +
            "To inherit from an interface default implementation, use Inherit<T> instead.");
        return this;
    }

    public ITargetDefinition Inherit(params Target[] targets)
    {
        foreach (var target in targets)
            target(this);
        return this;
    }

    public ITargetDefinition Inherit<T>(params Expression<Func<T, Target>>[] targets)
        => Inherit(targets.Length == 0
            ? [OwnValue(OnlyTargetOf(typeof(T)))]
            : [.. targets.Select(x => OwnValue((PropertyInfo)((MemberExpression)x.Body).Member))]);

    /// <summary>The type's own declaration of a property, past every override of it.</summary>
    private Target OwnValue(PropertyInfo declared)
    {
        // A delegate made from the method's address calls that very method, where reflection would call the override.
        var address = declared.GetMethod.MethodHandle.GetFunctionPointer();
        return ((Func<Target>)Activator.CreateInstance(typeof(Func<Target>), build, address))();
    }

    private PropertyInfo OnlyTargetOf(Type component)
    {
        var candidates = component.GetProperties(TargetCatalog.Own).Where(x => x.PropertyType == typeof(Target)).ToList();
        if (candidates.Count != 1)
        {
            Assert.Fail(
                $"Target '{property.DeclaringType}.{property.Name}' cannot use the shorthand for component " +
                $"'{component.Name}', which has {candidates.Count} targets: {string.Join(", ", candidates.Select(x => x.Name))}");
        }

        return candidates[0];
    }
}
