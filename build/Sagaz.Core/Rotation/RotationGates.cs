using Sagaz.Core.Failover;
using Sagaz.Core.Gates;

namespace Sagaz.Core.Rotation;

/// <summary>Judges a change of passwords or certificates.</summary>
public static class RotationGates
{
    private const string Clients = "clients of both pools, connected before and asking every 20 ms";

    /// <summary>Nobody who was connected noticed.</summary>
    /// <param name="saw">What clients saw.</param>
    public static GateReport JudgeClients(ClientsSaw saw)
    {
        string[] errors = [.. saw.WriterErrors, .. saw.ReaderErrors];
        return new([new Gate("rotation-errors", "No connected client gets an error", Clients, "errors").AtMost(errors.Length, 0, string.Join("; ", errors.Distinct().Take(3)))]);
    }

    /// <summary>The new passwords count, and the old ones do not.</summary>
    /// <param name="refusedNew">Logins, as <c>role at place</c>, whose new password was refused.</param>
    /// <param name="takenOld">Logins whose old password was still taken.</param>
    public static GateReport JudgePasswords(IReadOnlyList<string> refusedNew, IReadOnlyList<string> takenOld) => new(
    [
        new Gate("rotation-new-passwords", "Every new password is taken", "a login of each role at the leader, of clients' roles at both pools", "refused")
            .AtMost(refusedNew.Count, 0, string.Join(", ", refusedNew)),
        new Gate("rotation-old-passwords", "No old password is taken", "a login of each role at the leader, of clients' roles at both pools", "taken")
            .AtMost(takenOld.Count, 0, string.Join(", ", takenOld)),
    ]);

    /// <summary>Everybody shows the new certificate.</summary>
    /// <param name="old">Places that show another certificate than the issued one.</param>
    public static GateReport JudgeCertificates(IReadOnlyList<string> old) => new(
    [
        new Gate("rotation-certificates", "Every server shows its new certificate", "a TLS handshake with each member, its REST API and both pools", "old")
            .AtMost(old.Count, 0, string.Join(", ", old)),
    ]);
}
