using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Sagaz.Core.Errors;

namespace Sagaz.Core.Migrations;

/// <summary>One file of sql/migrations with its header read.</summary>
public sealed partial record MigrationScript
{
    /// <summary>File name, <c>NNN_verb_object.sql</c>; also the script's identity in the journal.</summary>
    public required string Name { get; init; }

    /// <summary>The contract at the top of the file.</summary>
    public required MigrationHeader Header { get; init; }

    /// <summary>The whole text, header included, with LF line ends.</summary>
    public required string Text { get; init; }

    /// <summary>SHA-256 of <see cref="Text"/> in UTF-8, 64 lower-case hexadecimal digits.</summary>
    public required string Hash { get; init; }

    /// <summary>The three digits that give the order.</summary>
    public string Number => Name[..3];

    /// <summary>Reads one file's content. Line ends and a byte order mark do not change the hash.</summary>
    /// <exception cref="PreconditionException">The file's name or header is not as it must be.</exception>
    public static MigrationScript Parse(string name, string content)
    {
        if (!NamePattern().IsMatch(name))
        {
            throw new PreconditionException(
                $"Migration script '{name}' is not named NNN_verb_object.sql.",
                remedy: "use three digits, then lower-case words joined by underscores");
        }

        var text = content.TrimStart('\uFEFF').ReplaceLineEndings("\n");
        return new MigrationScript
        {
            Name = name,
            Header = MigrationHeaderParser.Parse(name, text),
            Text = text,
            Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))),
        };
    }

    [GeneratedRegex(@"^[0-9]{3}_[a-z0-9]+(_[a-z0-9]+)*\.sql$")]
    private static partial Regex NamePattern();
}
