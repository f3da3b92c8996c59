using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Sagaz.Core.Errors;

namespace Sagaz.Operations.Postgres;

/// <summary>What PostgreSQL stores in place of a password: a SCRAM-SHA-256 verifier.</summary>
/// <remarks>
/// RFC 5802 and RFC 7677; text form as in pg_authid.rolpassword:
/// <c>SCRAM-SHA-256$iterations:salt$StoredKey:ServerKey</c>. Computed here, so that a password is never part of a statement.
/// </remarks>
public sealed partial class ScramVerifier
{
    /// <summary>PostgreSQL's own default for new verifiers (scram_iterations).</summary>
    public const int DefaultIterations = 4096;

    private const int SaltBytes = 16;
    private readonly int _iterations;
    private readonly byte[] _salt;
    private readonly byte[] _storedKey;
    private readonly byte[] _serverKey;

    private ScramVerifier(int iterations, byte[] salt, byte[] storedKey, byte[] serverKey) =>
        (_iterations, _salt, _storedKey, _serverKey) = (iterations, salt, storedKey, serverKey);

    /// <summary>A verifier with a fresh random salt.</summary>
    /// <exception cref="PreconditionException">The password is empty or not printable ASCII.</exception>
    public static ScramVerifier Create(string password) =>
        Derive(password, RandomNumberGenerator.GetBytes(SaltBytes), DefaultIterations);

    /// <summary>A verifier with a given salt.</summary>
    /// <exception cref="PreconditionException">The password is empty or not printable ASCII.</exception>
    public static ScramVerifier Derive(string password, byte[] salt, int iterations)
    {
        // Other characters need SASLprep, which servers and drivers do not all apply alike; generated passwords have none.
        if (password.Length == 0 || password.Any(letter => letter is < ' ' or > '~'))
        {
            throw new PreconditionException(
                "A role's password must be printable ASCII and not empty; the given one is not.",
                remedy: "choose letters, digits and punctuation");
        }

        var salted = Rfc2898DeriveBytes.Pbkdf2(
            Encoding.ASCII.GetBytes(password), salt, iterations, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);
        var storedKey = SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8));
        return new ScramVerifier(iterations, salt, storedKey, HMACSHA256.HashData(salted, "Server Key"u8));
    }

    /// <summary>Reads the text form; false when it is another kind of secret or none.</summary>
    public static bool TryParse(string? text, out ScramVerifier? verifier)
    {
        verifier = null;
        var match = TextForm().Match(text ?? "");
        if (!match.Success)
            return false;
        verifier = new ScramVerifier(
            int.Parse(match.Groups["iterations"].Value, CultureInfo.InvariantCulture),
            Convert.FromBase64String(match.Groups["salt"].Value),
            Convert.FromBase64String(match.Groups["stored"].Value),
            Convert.FromBase64String(match.Groups["server"].Value));
        return true;
    }

    /// <summary>Whether this verifier was made from that password. Takes the same time either way.</summary>
    public bool Matches(string password)
    {
        var other = Derive(password, _salt, _iterations);
        return CryptographicOperations.FixedTimeEquals(_storedKey, other._storedKey)
            & CryptographicOperations.FixedTimeEquals(_serverKey, other._serverKey);
    }

    /// <summary>The text form. Not a password, yet still a secret: it allows guessing offline.</summary>
    public string ToStoredText() => string.Create(
        CultureInfo.InvariantCulture,
        $"SCRAM-SHA-256${_iterations}:{Convert.ToBase64String(_salt)}${Convert.ToBase64String(_storedKey)}:{Convert.ToBase64String(_serverKey)}");

    [GeneratedRegex(@"^SCRAM-SHA-256\$(?<iterations>[1-9][0-9]{0,8}):(?<salt>[A-Za-z0-9+/]{4,}={0,2})\$(?<stored>[A-Za-z0-9+/]{43}=):(?<server>[A-Za-z0-9+/]{43}=)$")]
    private static partial Regex TextForm();
}
