using System.Reflection;
using Sagaz.Core.Topology;
using Sagaz.Operations.Pipeline;

namespace Sagaz.Operations.Tests.Architecture;

public sealed class FloorTests
{
    private static readonly Assembly[] Ours = [typeof(ClusterTopology).Assembly, typeof(ClusterContext).Assembly];

    [Theory]
    [InlineData("Sagaz.Core.Topology", "Sagaz.Core.Gates", "Sagaz.Core.Topology (floor 1) uses Sagaz.Core.Gates (floor 2).")]
    [InlineData("Sagaz.Operations.Processes", "Sagaz.Operations.Pipeline", "Sagaz.Operations.Processes (floor 3) uses Sagaz.Operations.Pipeline (floor 5).")]
    [InlineData("Sagaz.Operations.Runtimes.Native", "Sagaz.Operations.Runtimes.Compose", "The runtime Native uses the runtime Compose.")]
    [InlineData("Sagaz.Operations.Runtimes.Native", "Sagaz.Operations.Pipeline", "Sagaz.Operations.Runtimes.Native (floor 4) uses Sagaz.Operations.Pipeline (floor 5).")]
    [InlineData("Sagaz.Operations.Newcomer", "Sagaz.Core.Errors", "Sagaz.Operations.Newcomer or Sagaz.Core.Errors stands on no floor of the design.")]
    [InlineData("Sagaz.Operations.Pipeline", "Sagaz.Operations.Runtimes.Native", null)]
    [InlineData("Sagaz.Operations.Runtimes.Native", "Sagaz.Operations.Runtimes", null)]
    [InlineData("Sagaz.Operations.Runtimes.Native", "Sagaz.Operations.Runtimes.Native.Rendering", null)]
    [InlineData("Sagaz.Operations.Processes", "Sagaz.Operations.Waiting", null)]
    [InlineData("Sagaz.Core.Errors", "System.Net.Http", null)]
    public void Code_may_use_its_own_floor_and_those_below(string from, string to, string? objection)
    {
        Assert.Equal(objection, Floors.Objection(from, to));
    }

    [Fact]
    public void Compiled_code_uses_nothing_above_its_floor()
    {
        var uses = Ours.SelectMany(MemberReferences.Of).Select(use => (From: use.From.Namespace ?? "", To: NamespaceOf(use.To))).Distinct().ToList();

        Assert.Contains(("Sagaz.Operations.Pipeline", "Sagaz.Operations.Runtimes.Native"), uses);
        Assert.Empty(uses.Select(use => Floors.Objection(use.From, use.To)).OfType<string>());
    }

    [Fact]
    public void Source_code_imports_nothing_above_its_floor()
    {
        var imports = SourceFiles.Below("build")
            .SelectMany(file => SourceFiles.UsingsOf(file.Text).Select(import => (From: SourceFiles.NamespaceOf(file.Text) ?? "", To: import)))
            .Distinct().ToList();

        Assert.Contains(("Sagaz.Operations.Pipeline", "Sagaz.Operations.Runtimes.Native"), imports);
        Assert.Empty(imports.Select(import => Floors.Objection(import.From, import.To)).OfType<string>());
    }

    [Fact]
    public void No_two_folders_use_each_other()
    {
        var uses = Ours.SelectMany(MemberReferences.Of)
            .Where(use => Floors.IsOurs(use.From.Namespace) && Floors.IsOurs(NamespaceOf(use.To)))
            .Select(use => (From: Floors.FolderOf(use.From.Namespace!), To: Floors.FolderOf(NamespaceOf(use.To))))
            .Where(use => use.From != use.To)
            .ToHashSet();

        Assert.NotEmpty(uses);
        Assert.DoesNotContain(uses, use => uses.Contains((use.To, use.From)));
    }

    private static string NamespaceOf(MemberInfo member) => (member as Type ?? member.DeclaringType)?.Namespace ?? "";
}
