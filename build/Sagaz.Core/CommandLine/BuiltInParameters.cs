namespace Sagaz.Core.CommandLine;

/// <summary>The parameters that every NUKE 10.1 build has.</summary>
/// <remarks>Source: the members of Nuke.Common.NukeBuild that carry [Parameter].</remarks>
public static class BuiltInParameters
{
    /// <summary>What stands between targets that are given as one argument: <c>Up+Migrate</c>.</summary>
    public const char TargetSeparator = '+';

    /// <summary>The targets to run, when they are named and not positional.</summary>
    public static ParameterContract Target { get; } = new()
    {
        Name = "Target",
        Kind = ParameterKind.Target,
        IsList = true,
        Separator = TargetSeparator,
    };

    /// <summary>The targets to leave out; alone, all that were not named.</summary>
    public static ParameterContract Skip { get; } = new()
    {
        Name = "Skip",
        Kind = ParameterKind.Target,
        IsList = true,
        Separator = TargetSeparator,
        MayStandAlone = true,
    };

    /// <summary>The profiles whose <c>.nuke/parameters.PROFILE.json</c> is read.</summary>
    public static ParameterContract Profile { get; } = new()
    {
        Name = "Profile",
        Kind = ParameterKind.Text,
        IsList = true,
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ParameterContract> All { get; } =
    [
        Target,
        Skip,
        Profile,
        new() { Name = "Help", Kind = ParameterKind.Switch },
        new() { Name = "Plan", Kind = ParameterKind.Switch },
        new() { Name = "NoLogo", Kind = ParameterKind.Switch },
        new() { Name = "Continue", Kind = ParameterKind.Switch },
        new() { Name = "Root", Kind = ParameterKind.Path, MayStandAlone = true },
        new() { Name = "Partition", Kind = ParameterKind.Partition },
        new() { Name = "Host", Kind = ParameterKind.Choice, AllowedValues = ["Terminal", "GitHubActions"] },
        new()
        {
            Name = "Verbosity",
            Kind = ParameterKind.Choice,
            AllowedValues = ["Verbose", "Normal", "Minimal", "Quiet"],
        },
    ];
}
