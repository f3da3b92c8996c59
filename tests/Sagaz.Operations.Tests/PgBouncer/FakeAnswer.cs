namespace Sagaz.Operations.Tests.PgBouncer;

/// <summary>What a <see cref="FakePooler"/> says to one command.</summary>
/// <param name="Rows">A table, its titles first; null for a command without one.</param>
/// <param name="Error">Why it does not do it; null where it does.</param>
/// <param name="Hangs">Whether it says nothing at all.</param>
internal sealed record FakeAnswer(string[][]? Rows = null, string? Error = null, bool Hangs = false);
