namespace Sagaz.Core.Doctor;

/// <summary>A transaction that holds on.</summary>
/// <param name="Process">Its server process.</param>
/// <param name="User">Whose it is.</param>
/// <param name="State"><c>active</c>, <c>idle in transaction</c>.</param>
/// <param name="Age">Since its begin.</param>
public sealed record LongTransaction(int Process, string User, string State, TimeSpan Age);
