namespace Sagaz.Core.Doctor;

/// <summary>Rows of a table that nobody can see any more and that nothing has removed yet, as the statistics estimate them.</summary>
/// <param name="Table">Its name, qualified and quoted as SQL needs it.</param>
/// <param name="Dead">Dead rows.</param>
/// <param name="Live">Rows that are there.</param>
public sealed record DeadRows(string Table, long Dead, long Live)
{
    /// <summary>Dead ones of all rows; percent.</summary>
    public double Percent => Dead == 0 ? 0 : 100.0 * Dead / (Dead + Live);
}
