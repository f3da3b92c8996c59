using System.Security.Cryptography;
using System.Text.Json;
using Sagaz.Core.Errors;

namespace Sagaz.Operations.Secrets;

/// <summary>The passwords of one environment, made at the first Init and kept in one file (0600).</summary>
public sealed class PasswordStore(string file)
{
    private const int Length = 32;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Whether Init has made the passwords.</summary>
    public bool Exists => File.Exists(file);

    /// <summary>The passwords by account.</summary>
    /// <exception cref="PreconditionException">There are none yet, or the file cannot be read.</exception>
    public IReadOnlyDictionary<string, string> Read()
    {
        if (!Exists)
            throw new PreconditionException("The cluster was never prepared: it has no passwords yet.", ["looked for: " + file], "./build.sh Up");
        try
        {
            var passwords = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file));
            return passwords is not null && passwords.Values.All(password => password is { Length: > 0 })
                ? passwords
                : throw new JsonException("it holds no password for some account.");
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new PreconditionException(
                $"The passwords of the environment cannot be read: {error.Message}", ["file: " + file], "restore the file; the cluster knows only these passwords", error);
        }
    }

    /// <summary>Keeps passwords that somebody else knows already, instead of those that were there.</summary>
    public void Replace(IReadOnlyDictionary<string, string> known)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        SecretFile.Write(file, JsonSerializer.Serialize(known, Indented));
    }

    /// <summary>Makes the passwords that are missing; the ones that exist stay.</summary>
    /// <param name="given">Passwords that somebody chose, by account; they replace generated ones.</param>
    /// <param name="renewed">Accounts that get a new one in any case.</param>
    /// <returns>Whether the file changed.</returns>
    public bool Ensure(IReadOnlyDictionary<string, string> given, IReadOnlyList<string>? renewed = null)
    {
        var before = Exists ? Read() : new Dictionary<string, string>();
        var passwords = Complete(before, given, renewed ?? []);
        if (before.Count == passwords.Count && before.All(pair => passwords[pair.Key] == pair.Value))
            return false;
        Replace(passwords);
        return true;
    }

    /// <summary>What passwords become: as before, with those that are missing, given or renewed; the superuser's former one is kept beside a new one.</summary>
    /// <param name="before">Passwords by account.</param>
    /// <param name="given">Those that somebody chose.</param>
    /// <param name="renewed">Accounts that get a new one in any case.</param>
    public static IReadOnlyDictionary<string, string> Complete(
        IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> given, IReadOnlyList<string> renewed)
    {
        var passwords = new Dictionary<string, string>(before);
        foreach (var account in Account.All)
            passwords.TryAdd(account, RandomNumberGenerator.GetString(Alphabet, Length));
        foreach (var account in renewed)
            passwords[account] = RandomNumberGenerator.GetString(Alphabet, Length);
        foreach (var (account, password) in given)
            passwords[account] = password;
        if (before.TryGetValue(Account.Superuser, out var former) && former != passwords[Account.Superuser])
            passwords[Account.FormerSuperuser] = former;
        return passwords;
    }
}
