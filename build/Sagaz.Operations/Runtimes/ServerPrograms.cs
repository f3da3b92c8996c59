namespace Sagaz.Operations.Runtimes;

/// <summary>What a member runs, or would run if it started now.</summary>
/// <param name="Postgres">Release of PostgreSQL: <c>15.18</c>.</param>
/// <param name="Patroni">Release of Patroni: <c>4.0.7</c>.</param>
public sealed record ServerPrograms(Version Postgres, Version Patroni)
{
    /// <summary>Whether something of it is older than the same of another.</summary>
    public bool IsOlderThan(ServerPrograms other) => Postgres < other.Postgres || Patroni < other.Patroni;

    /// <inheritdoc />
    public override string ToString() => $"PostgreSQL {Postgres}, Patroni {Patroni}";
}
