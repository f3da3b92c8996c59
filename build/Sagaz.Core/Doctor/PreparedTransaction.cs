namespace Sagaz.Core.Doctor;

/// <summary>A transaction that was prepared, and waits for its COMMIT PREPARED or ROLLBACK PREPARED.</summary>
/// <param name="Name">What its client named it.</param>
/// <param name="User">Whose it is.</param>
/// <param name="Age">Since its PREPARE TRANSACTION.</param>
public sealed record PreparedTransaction(string Name, string User, TimeSpan Age);
