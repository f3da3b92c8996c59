using Sagaz.Core.CommandLine;

namespace Sagaz.Core.Tests.CommandLine;

/// <summary>A contract with one parameter of every kind, and the shorthand that the tests share.</summary>
internal static class ExampleContract
{
    public static CommandLineContract Contract { get; } = new(
        [
            new() { Name = "Env", Kind = ParameterKind.Choice, AllowedValues = ["local", "dev", "staging", "prod"] },
            new() { Name = "Replicas", Kind = ParameterKind.Number, Minimum = 0, Maximum = 8 },
            new() { Name = "PortOffset", Kind = ParameterKind.Number, Minimum = -1000, Maximum = 50000 },
            new() { Name = "Rate", Kind = ParameterKind.Real, Minimum = 0 },
            new() { Name = "Json", Kind = ParameterKind.Switch },
            new() { Name = "Command", Kind = ParameterKind.Text },
            new() { Name = "Output", Kind = ParameterKind.Path },
            new() { Name = "Tags", Kind = ParameterKind.Text, IsList = true },
            new() { Name = "Ports", Kind = ParameterKind.Number, Minimum = 1, Maximum = 65535, IsList = true, Separator = '+' },
            new() { Name = "Password", Kind = ParameterKind.Text, IsSecret = true },
        ],
        ["Up", "Down", "Migrate", "VerifyReplication", "Status"]);

    public static IReadOnlyDictionary<string, string> NoEnvironment { get; } = new Dictionary<string, string>();

    public static IReadOnlyList<CommandLineProblem> InspectLine(params string[] arguments) =>
        CommandLineGuard.Inspect(Contract, arguments, NoEnvironment, []);

    public static IReadOnlyList<CommandLineProblem> InspectVariables(params (string Name, string Value)[] variables) =>
        CommandLineGuard.Inspect(Contract, [], variables.ToDictionary(it => it.Name, it => it.Value), []);

    public static IReadOnlyList<CommandLineProblem> InspectFile(string json) =>
        CommandLineGuard.Inspect(Contract, [], NoEnvironment, [ParametersFile.Parse(".nuke/parameters.json", json)]);
}
