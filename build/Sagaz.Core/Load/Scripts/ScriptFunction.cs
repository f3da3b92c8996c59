namespace Sagaz.Core.Load.Scripts;

/// <summary>The functions of pgbench that a script may call.</summary>
internal sealed record ScriptFunction(string Name, int Least, int Most, Func<ScriptScope, IReadOnlyList<ScriptExpression>, ScriptValue> Evaluate)
{
    public static IReadOnlyDictionary<string, ScriptFunction> All { get; } = new ScriptFunction[]
    {
        new("abs", 1, 1, (scope, its) => its[0].Evaluate(scope) is { IsReal: true } real ? Math.Abs(real.Real) : Math.Abs(its[0].Evaluate(scope).Whole)),
        new("double", 1, 1, (scope, its) => its[0].Evaluate(scope).Real),
        new("greatest", 1, 16, (scope, its) => its.Select(it => it.Evaluate(scope)).MaxBy(value => value.Real)),
        new("int", 1, 1, (scope, its) => its[0].Evaluate(scope).Whole),
        new("least", 1, 16, (scope, its) => its.Select(it => it.Evaluate(scope)).MinBy(value => value.Real)),
        new("mod", 2, 2, (scope, its) => its[0].Evaluate(scope).Whole % its[1].Evaluate(scope).Whole),
        new("random", 2, 2, (scope, its) => scope.Random.Between(its[0].Evaluate(scope).Whole, its[1].Evaluate(scope).Whole)),
        new("random_exponential", 3, 3, Exponential),
        new("random_zipfian", 3, 3, (scope, its) =>
            scope.Random.Zipfian(its[0].Evaluate(scope).Whole, its[1].Evaluate(scope).Whole, its[2].Evaluate(scope).Real)),
    }.ToDictionary(function => function.Name);

    /// <summary>As in pgbench: the density falls with e to the power of -parameter * x over the range.</summary>
    private static ScriptValue Exponential(ScriptScope scope, IReadOnlyList<ScriptExpression> its)
    {
        var (least, most, parameter) = (its[0].Evaluate(scope).Whole, its[1].Evaluate(scope).Whole, its[2].Evaluate(scope).Real);
        var cut = Math.Exp(-parameter);
        var uniform = 1.0 - scope.Random.NextFraction();
        var part = -Math.Log(cut + ((1.0 - cut) * uniform)) / parameter;
        return least + (long)((most - least + 1) * part);
    }
}
