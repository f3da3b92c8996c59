namespace Sagaz.Operations.Packages;

/// <summary>Programs that only the tests run.</summary>
public static class TestToolset
{
    /// <summary>Opens the report of LoadTest as a person would.</summary>
    public static readonly Tool Browser = new("Chromium", "chromium", ["--version"], new(100, 0), ["chromium"]);

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Tool> All = [Browser];
}
