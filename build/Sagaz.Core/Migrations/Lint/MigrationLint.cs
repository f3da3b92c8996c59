using Sagaz.Core.Errors;
using Sagaz.Core.Gates;

namespace Sagaz.Core.Migrations.Lint;

/// <summary>Judges the scripts that would run by all rules, against the tables that are there.</summary>
public static class MigrationLint
{
    private static readonly Gate KnownWaivers = new("known-waiver", "Each waiver names a rule", "sql/migrations", "findings");

    /// <summary>All rules, in the order in which reports list them.</summary>
    public static IReadOnlyList<LintRule> Rules { get; } =
    [
        new CreateIndexConcurrently(), new ConcurrentlyOnPlainTable(), new ConcurrentlyOutsideTransaction(), new BearsRestart(),
        new ConstraintNotValid(), new ValidateInLaterScript(), new UniqueUsingIndex(), new SetNotNullAfterCheck(),
        new NoTableRewrite(), new DropColumnNeedsContractNote(), new NoRename(), new LockTimeoutMissing(), new PartitionKeyInPrimaryKey(),
    ];

    internal static IEnumerable<Gate> Gates => Rules.Select(rule => rule.Gate).Append(KnownWaivers);

    /// <summary>What the rules find in the scripts.</summary>
    /// <param name="scripts">Those that would run.</param>
    /// <param name="facts">The tables that are there before the first of them.</param>
    public static LintReport Check(IEnumerable<MigrationScript> scripts, DatabaseFacts facts)
    {
        var read = scripts.Select(LintedScript.Read).ToList();
        var found = read
            .SelectMany(script => Rules.SelectMany(rule => rule.Check(script, facts)).Select(finding => (script.Script.Header.Waivers, finding)))
            .ToLookup(pair => pair.Waivers.ContainsKey(pair.finding.Rule));
        return new LintReport(
            [.. found[false].Select(pair => pair.finding), .. read.SelectMany(UnknownWaivers)],
            [.. found[true].Select(pair => new WaivedFinding(pair.finding, pair.Waivers[pair.finding.Rule]))]);
    }

    private static IEnumerable<LintFinding> UnknownWaivers(LintedScript script) =>
        from waived in script.Script.Header.Waivers.Keys
        where Rules.All(rule => rule.Id != waived)
        select new LintFinding(
            KnownWaivers.Id,
            script.Script.Name,
            1,
            $"the header waives '{waived}', which is no rule",
            NearestName.Find(waived, Rules.Select(rule => rule.Id)) is { } nearest
                ? $"'{nearest}' is one"
                : $"the rules are {string.Join(", ", Rules.Select(rule => rule.Id))}");
}
