namespace Sagaz.Integration.Tests.Running;

/// <summary>Every deadline of the suite.</summary>
internal static class Deadlines
{
    /// <summary>A whole test, the clusters that it starts included.</summary>
    public const int TestMilliseconds = 300_000;

    /// <summary>One run of build.sh; the first one may have to compile the build.</summary>
    public static readonly TimeSpan Build = TimeSpan.FromSeconds(180);

    /// <summary>All container images, from a machine without a base image on.</summary>
    public static readonly TimeSpan Images = TimeSpan.FromMinutes(20);

    /// <summary>One login at a server or pool.</summary>
    public static readonly TimeSpan Connected = TimeSpan.FromSeconds(15);

    /// <summary>A program that only asks something.</summary>
    public static readonly TimeSpan Program = TimeSpan.FromSeconds(30);

    /// <summary>A cluster is whole again after one of its processes was lost.</summary>
    public static readonly TimeSpan Healed = TimeSpan.FromSeconds(60);

    /// <summary>Prometheus has scraped and computed everything, rates of a minute included.</summary>
    public static readonly TimeSpan Measured = TimeSpan.FromSeconds(90);
}
