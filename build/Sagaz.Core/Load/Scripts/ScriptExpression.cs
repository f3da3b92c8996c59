namespace Sagaz.Core.Load.Scripts;

/// <summary>What follows <c>\set name</c>.</summary>
public abstract record ScriptExpression
{
    /// <summary>Its value now.</summary>
    /// <exception cref="DivideByZeroException">It divides by zero.</exception>
    public abstract ScriptValue Evaluate(ScriptScope scope);

    internal sealed record Number(ScriptValue Value) : ScriptExpression
    {
        public override ScriptValue Evaluate(ScriptScope scope) => Value;
    }

    internal sealed record Variable(int Place) : ScriptExpression
    {
        public override ScriptValue Evaluate(ScriptScope scope) => scope[Place];
    }

    internal sealed record Sum(char Operator, ScriptExpression Left, ScriptExpression Right) : ScriptExpression
    {
        public override ScriptValue Evaluate(ScriptScope scope)
        {
            var (left, right) = (Left.Evaluate(scope), Right.Evaluate(scope));
            // As in pgbench: whole numbers stay whole.
            return left.IsReal || right.IsReal ? Reals(left.Real, right.Real) : Wholes(left.Whole, right.Whole);
        }

        private ScriptValue Wholes(long left, long right) => Operator switch
        {
            '+' => left + right,
            '-' => left - right,
            '*' => left * right,
            '/' => left / right,
            _ => left % right,
        };

        private ScriptValue Reals(double left, double right) => Operator switch
        {
            '+' => left + right,
            '-' => left - right,
            '*' => left * right,
            '/' => left / right,
            _ => left % right,
        };
    }

    internal sealed record Call(ScriptFunction Function, IReadOnlyList<ScriptExpression> Arguments) : ScriptExpression
    {
        public override ScriptValue Evaluate(ScriptScope scope) => Function.Evaluate(scope, Arguments);
    }
}
