namespace Sagaz.Operations.Tests.Replication;

/// <summary>A test on a real server: skipped where PostgreSQL is not installed, but never on CI.</summary>
public sealed class RequiresPostgresFactAttribute : FactAttribute
{
    public RequiresPostgresFactAttribute()
    {
        Timeout = 60_000;
        if (PostgresPrograms.Folder is null && Environment.GetEnvironmentVariable("CI") != "true")
            Skip = "PostgreSQL's server programs are missing; sudo apt-get install --no-install-recommends postgresql";
    }
}
