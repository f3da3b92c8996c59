namespace Sagaz.Operations.Runtimes;

/// <summary>What Init may do.</summary>
public sealed record PreparationOptions
{
    /// <summary>Whether missing packages may be installed; <c>--no-install</c> forbids it.</summary>
    public bool MayInstall { get; init; } = true;

    /// <summary>Passwords that the user chose, by account.</summary>
    public IReadOnlyDictionary<string, string> GivenPasswords { get; init; } = new Dictionary<string, string>();

    /// <summary>Accounts that get a new password, though they have one.</summary>
    public IReadOnlyList<string> RenewedAccounts { get; init; } = [];

    /// <summary>Whether every certificate is issued anew, by the same authority.</summary>
    public bool RenewsCertificates { get; init; }
}
