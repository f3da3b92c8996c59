using Sagaz.Core.Gates;
using Sagaz.Core.Migrations.Statements;

namespace Sagaz.Core.Migrations.Lint;

/// <summary>One thing that a migration must not do to a database in use.</summary>
/// <param name="id">Name in kebab-case, as headers waive it.</param>
/// <param name="title">What the rule requires, as a short sentence without its full stop.</param>
public abstract class LintRule(string id, string title)
{
    /// <summary>Name in kebab-case, as headers waive it.</summary>
    public string Id { get; } = id;

    /// <summary>The gate that stands for the rule.</summary>
    public Gate Gate { get; } = new(id, title, "sql/migrations and the leader's catalog", "findings");

    /// <summary>Where the script breaks the rule.</summary>
    /// <param name="script">The script.</param>
    /// <param name="facts">The tables that are there before; what scripts create is not among them and may be changed freely.</param>
    public IEnumerable<LintFinding> Check(LintedScript script, DatabaseFacts facts) =>
        script.Actions.SelectMany(action => Check(action, script, facts)
            .Select(found => new LintFinding(Id, script.Script.Name, action.Line, found.Reason, found.BetterWay)));

    /// <summary>What is wrong with one action and what to write instead; empty when nothing is.</summary>
    protected abstract IEnumerable<(string Reason, string BetterWay)> Check(
        SchemaAction action, LintedScript script, DatabaseFacts facts);
}
