using Sagaz.Core.Errors;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Tests.Postgres;

public sealed class ScramVerifierTests
{
    [Fact]
    public void Derives_the_keys_of_the_example_in_RFC_7677()
    {
        // Salt and count are the RFC's; its ServerSignature is HMAC(ServerKey, AuthMessage), checked with the RFC's message.
        var verifier = ScramVerifier.Derive("pencil", Convert.FromBase64String("W22ZaJ0SNY7soEsUEjb6gQ=="), 4096);
        var serverKey = Convert.FromBase64String(verifier.ToStoredText().Split(':')[^1]);
        const string message = "n=user,r=rOprNGfwEbeRWgbNEkqO,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
            + "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
        var signature = System.Security.Cryptography.HMACSHA256.HashData(serverKey, System.Text.Encoding.ASCII.GetBytes(message));
        Assert.Equal("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", Convert.ToBase64String(signature));
    }

    [Fact]
    public void Matches_its_own_password_after_a_round_trip_and_no_other()
    {
        Assert.True(ScramVerifier.TryParse(ScramVerifier.Create("secret").ToStoredText(), out var verifier));
        Assert.True(verifier!.Matches("secret"));
        Assert.False(verifier.Matches("Secret"));
    }

    [Fact]
    public void Salts_every_verifier_anew() =>
        Assert.NotEqual(ScramVerifier.Create("secret").ToStoredText(), ScramVerifier.Create("secret").ToStoredText());

    [Theory]
    [InlineData(null)]
    [InlineData("md5a3556571e93b0d20722ba62be61e8c2d")]
    [InlineData("SCRAM-SHA-256$4096:salt$stored")]
    public void Takes_nothing_else_for_a_verifier(string? stored) => Assert.False(ScramVerifier.TryParse(stored, out _));

    [Theory]
    [InlineData("")]
    [InlineData("pässword")]
    [InlineData("line\nbreak")]
    public void Refuses_passwords_that_servers_and_drivers_normalize_differently(string password) =>
        Assert.Throws<PreconditionException>(() => ScramVerifier.Create(password));
}
