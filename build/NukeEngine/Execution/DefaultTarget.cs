using System.Linq.Expressions;
using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>Reads <c>x => x.Up</c> and <c>x => ((ITest)x).Test</c>.</summary>
internal static class DefaultTarget
{
    public static Target Of<T>(Expression<Func<T, Target>> expression, T build)
        => expression.Body is MemberExpression { Member: PropertyInfo property } member && IsBuild(member.Expression)
            ? (Target)property.GetValue(build)
            : expression.Compile(preferInterpretation: true)(build);

    // Compiling an expression costs more than the whole of the engine's start.
    private static bool IsBuild(Expression expression)
        => expression is ParameterExpression
            || (expression is UnaryExpression { NodeType: ExpressionType.Convert } cast && IsBuild(cast.Operand));
}
