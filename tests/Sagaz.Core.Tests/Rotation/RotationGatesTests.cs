using Sagaz.Core.Failover;
using Sagaz.Core.Gates;
using Sagaz.Core.Rotation;

namespace Sagaz.Core.Tests.Rotation;

public sealed class RotationGatesTests
{
    [Theory]
    [InlineData("", "", Verdict.Pass)]
    [InlineData("57P01 terminating connection", "", Verdict.Fail)]
    [InlineData("", "08P01 server login has been failing", Verdict.Fail)]
    public void Any_error_of_a_connected_client_refuses(string writer, string reader, Verdict verdict)
    {
        static string[] Errors(string error) => error.Length == 0 ? [] : [error];
        var gate = Assert.Single(RotationGates.JudgeClients(new ClientsSaw(TimeSpan.FromSeconds(9), Errors(writer), TimeSpan.FromSeconds(9), Errors(reader))).Results);

        Assert.Equal(("rotation-errors", verdict), (gate.Id, gate.Verdict));
        Assert.Equal(writer + reader, gate.Detail);
    }

    [Fact]
    public void A_new_password_must_be_taken_and_an_old_one_must_not()
    {
        Assert.All(RotationGates.JudgePasswords([], []).Results, gate => Assert.Equal(Verdict.Pass, gate.Verdict));

        var gates = RotationGates.JudgePasswords(["sagaz_app at postgres-0"], ["postgres at postgres-0", "sagaz_app at pgbouncer-rw"]).Results;

        Assert.Equal(
            [("rotation-new-passwords", Verdict.Fail, "sagaz_app at postgres-0"), ("rotation-old-passwords", Verdict.Fail, "postgres at postgres-0, sagaz_app at pgbouncer-rw")],
            gates.Select(gate => (gate.Id, gate.Verdict, gate.Detail)));
    }

    [Fact]
    public void A_server_that_shows_its_old_certificate_refuses()
    {
        Assert.Equal(Verdict.Pass, Assert.Single(RotationGates.JudgeCertificates([]).Results).Verdict);
        Assert.Equal(Verdict.Fail, Assert.Single(RotationGates.JudgeCertificates(["postgres-0:18008"]).Results).Verdict);
    }
}
