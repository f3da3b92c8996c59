using Sagaz.Core.Gates;
using Sagaz.Core.Schema;

namespace Sagaz.Core.Tests.Schema;

public sealed class RoleGatesTests
{
    private static readonly IReadOnlyList<RoleAttempt> Attempts = RoleContract.AttemptsOn(["sagas", "saga_audit_log", "Odd \"name\""]);

    [Fact]
    public void Roles_that_behave_pass_two_gates_each()
    {
        var report = RoleGates.Judge("leader", [.. Attempts.Select(AsItMust)]);
        Assert.Equal(Verdict.Pass, report.Verdict);
        Assert.Equal(RoleContract.Roles.SelectMany(role => new[] { $"role-abilities-{role.Replace('_', '-')}", $"role-refusals-{role.Replace('_', '-')}" }), report.Results.Select(gate => gate.Id));
    }

    [Fact]
    public void A_role_that_tried_nothing_is_not_passed() =>
        Assert.Equal(
            ["role-abilities-replicator", "role-refusals-replicator"],
            RoleGates.Judge("leader", [.. Attempts.Where(attempt => attempt.Role != "replicator").Select(AsItMust)]).Refused.Select(gate => gate.Id));

    [Theory]
    [InlineData(null, "", "42501", null, false)]
    [InlineData("42501", "permission denied", "42501", null, true)]
    [InlineData("42P01", "no such table", "42501", null, false)]
    [InlineData("23502", "null value", "42501", null, false)]
    [InlineData(null, "1", null, "1", true)]
    [InlineData(null, "2", null, "1", false)]
    [InlineData(null, "anything", null, null, true)]
    [InlineData("42501", "permission denied", null, null, false)]
    public void Only_the_expected_end_will_do(string? sqlState, string said, string? refusal, string? answer, bool isAsExpected)
    {
        var attempt = new RoleAttempt("sagaz_app", AttemptSession.Application, "SELECT 1") { Refusals = refusal is null ? [] : [refusal], Answer = answer };
        Assert.Equal(isAsExpected, new AttemptOutcome { Attempt = attempt, SqlState = sqlState, Said = said }.IsAsExpected);
    }

    [Fact]
    public void Who_only_reads_tries_to_write_to_every_table_whatever_its_name()
    {
        var tried = Attempts.Where(attempt => attempt is { Role: "sagaz_readonly", Session: AttemptSession.WritableApplication }).Select(attempt => attempt.Statement).ToList();
        foreach (var table in new[] { "sagas", "saga_audit_log", "\"Odd \"\"name\"\"\"" })
        {
            Assert.Contains($"INSERT INTO public.{table} DEFAULT VALUES", tried);
            Assert.Contains($"DELETE FROM public.{table}", tried);
            Assert.Contains($"TRUNCATE public.{table}", tried);
        }
    }

    private static AttemptOutcome AsItMust(RoleAttempt attempt) => new()
    {
        Attempt = attempt,
        SqlState = attempt.MustBeRefused ? attempt.Refusals[0] : null,
        Said = attempt.Answer ?? "",
    };
}
