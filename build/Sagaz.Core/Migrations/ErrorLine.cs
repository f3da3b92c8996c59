using System.Globalization;
using System.Text.RegularExpressions;

namespace Sagaz.Core.Migrations;

/// <summary>Which line of a script an error belongs to.</summary>
public static partial class ErrorLine
{
    /// <summary>The best that the server's answer allows: a position, a line inside a DO block, or the statement's start.</summary>
    /// <param name="statement">The statement that failed.</param>
    /// <param name="position">The error's POSITION, counted from the statement's start; 0 when there is none.</param>
    /// <param name="context">The error's context, e.g. <c>PL/pgSQL function inline_code_block line 5 at RAISE</c>; null when there is none.</param>
    public static int Find(SqlStatement statement, int position, string? context)
    {
        if (position > 0)
            return statement.LineAt(position);
        var block = BlockLine().Match(context ?? "");
        return block.Success
            ? statement.LineInBody(int.Parse(block.Groups[1].Value, CultureInfo.InvariantCulture))
            : statement.Line;
    }

    [GeneratedRegex(@"inline_code_block line ([0-9]{1,7})")]
    private static partial Regex BlockLine();
}
