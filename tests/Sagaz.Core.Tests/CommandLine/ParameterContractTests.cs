using Sagaz.Core.CommandLine;

namespace Sagaz.Core.Tests.CommandLine;

public sealed class ParameterContractTests
{
    private enum Role
    {
        Primary,
        Replica,
    }

    private sealed class Flavour
    {
        public static readonly Flavour Debug = new();
        public static readonly Flavour Release = new();
    }

    [Theory]
    [InlineData(typeof(bool), ParameterKind.Switch, "true or false")]
    [InlineData(typeof(bool?), ParameterKind.Switch, "true or false")]
    [InlineData(typeof(int), ParameterKind.Number, "a whole number from -2147483648 to 2147483647")]
    [InlineData(typeof(ushort?), ParameterKind.Number, "a whole number from 0 to 65535")]
    [InlineData(typeof(double?), ParameterKind.Real, "a number")]
    [InlineData(typeof(string), ParameterKind.Text, "any text")]
    [InlineData(typeof(Role), ParameterKind.Choice, "Primary or Replica")]
    [InlineData(typeof(Role?), ParameterKind.Choice, "Primary or Replica")]
    [InlineData(typeof(Role[]), ParameterKind.Choice, "Primary or Replica")]
    [InlineData(typeof(Flavour), ParameterKind.Choice, "Debug or Release")]
    [InlineData(typeof(FileInfo), ParameterKind.Path, "a path")]
    public void Follows_from_the_type_of_the_member(Type type, ParameterKind kind, string allowed)
    {
        var contract = ParameterContract.ForType("Some", type);

        Assert.Equal(kind, contract.Kind);
        Assert.Equal(allowed, contract.Allowed);
        Assert.Equal(type.IsArray, contract.IsList);
    }

    [Fact]
    public void Takes_the_names_that_it_is_given_before_those_of_the_type()
    {
        var contract = ParameterContract.ForType("Env", typeof(string), ["local", "prod"]);

        Assert.Equal(ParameterKind.Choice, contract.Kind);
        Assert.Equal(["local", "prod"], contract.AllowedValues);
    }

    [Theory]
    [InlineData("Env", "--env")]
    [InlineData("PortOffset", "--port-offset")]
    [InlineData("WithHA", "--with-ha")]
    [InlineData("K8sContext", "--k8s-context")]
    [InlineData("SQLFile", "--sql-file")]
    public void Is_typed_with_dashes(string name, string option)
    {
        Assert.Equal(option, new ParameterContract { Name = name, Kind = ParameterKind.Text }.Option);
    }

    [Fact]
    public void Two_names_that_nuke_cannot_tell_apart_are_a_mistake_of_the_build()
    {
        ParameterContract[] parameters =
            [new() { Name = "PortOffset", Kind = ParameterKind.Text }, new() { Name = "Portoffset", Kind = ParameterKind.Text }];

        Assert.Throws<ArgumentException>(() => new CommandLineContract(parameters, []));
    }

    [Fact]
    public void A_name_that_every_process_finds_in_its_environment_is_a_mistake_of_the_build()
    {
        Assert.Throws<ArgumentException>(() =>
            new CommandLineContract([new() { Name = "Path", Kind = ParameterKind.Text }], []));
    }

    [Fact]
    public void Built_in_parameters_keep_their_own_rules()
    {
        var contract = new CommandLineContract([new() { Name = "Skip", Kind = ParameterKind.Switch }], ["Up"]);

        Assert.Same(BuiltInParameters.Skip, contract.FindParameter("skip"));
    }
}
