namespace Sagaz.Core.Load;

/// <summary>What one statement cost its server during a load (pg_stat_statements).</summary>
/// <param name="Member">The server.</param>
/// <param name="Role">Who ran it.</param>
/// <param name="Query">Its text without values, shortened.</param>
/// <param name="Calls">How often.</param>
/// <param name="TotalMs">All its calls together; milliseconds.</param>
/// <param name="Rows">Rows that it returned or changed.</param>
public sealed record StatementCost(string Member, string Role, string Query, long Calls, double TotalMs, long Rows);
