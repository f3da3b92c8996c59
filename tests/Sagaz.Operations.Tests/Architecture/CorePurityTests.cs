using System.Reflection;
using Sagaz.Core.Topology;

namespace Sagaz.Operations.Tests.Architecture;

/// <summary>Sagaz.Core is values and functions of values: it touches nothing, and asks no clock.</summary>
public sealed class CorePurityTests
{
    private static readonly string[] ImpureNamespaces = ["System.Net", "System.Threading", "Microsoft.Win32", "System.Console"];

    /// <summary>What System.IO has for texts and bytes in memory and for names of files that nobody opens.</summary>
    private static readonly string[] PureIO = ["StringWriter", "StringReader", "TextWriter", "TextReader", "MemoryStream", "Stream", "Path"];

    private static readonly string[] ImpureTypes =
    [
        "System.Console", "System.Diagnostics.Process", "System.Diagnostics.ProcessStartInfo", "System.Diagnostics.Stopwatch",
        "System.TimeProvider", "System.Random", "System.Security.Cryptography.RandomNumberGenerator",
    ];

    /// <summary>The compiler asks for the thread in every iterator.</summary>
    private static readonly string[] PureEnvironment = ["get_CurrentManagedThreadId", "get_NewLine"];

    private static readonly string[] ImpureMembers =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today", "System.DateTimeOffset.get_Now",
        "System.DateTimeOffset.get_UtcNow", "System.Guid.NewGuid", "System.IO.Path.GetTempPath", "System.IO.Path.GetFullPath",
    ];

    [Theory]
    [InlineData(typeof(File), nameof(File.Exists), true)]
    [InlineData(typeof(FileInfo), nameof(FileInfo.Delete), true)]
    [InlineData(typeof(Path), nameof(Path.GetFileName), false)]
    [InlineData(typeof(Path), nameof(Path.GetTempPath), true)]
    [InlineData(typeof(StringWriter), nameof(StringWriter.ToString), false)]
    [InlineData(typeof(System.Net.Sockets.Socket), nameof(System.Net.Sockets.Socket.Close), true)]
    [InlineData(typeof(System.Diagnostics.Process), nameof(System.Diagnostics.Process.GetCurrentProcess), true)]
    [InlineData(typeof(DateTimeOffset), "get_UtcNow", true)]
    [InlineData(typeof(DateTimeOffset), "get_Year", false)]
    [InlineData(typeof(Environment), nameof(Environment.GetEnvironmentVariable), true)]
    [InlineData(typeof(string), nameof(string.Trim), false)]
    public void Knows_what_touches_the_world(Type type, string member, bool isImpure)
    {
        Assert.Equal(isImpure, IsImpure(type.GetMember(member)[0]));
    }

    [Fact]
    public void Core_touches_nothing()
    {
        var uses = MemberReferences.Of(typeof(ClusterTopology).Assembly).Where(use => Floors.IsOurs(use.From.Namespace)).ToList();

        Assert.Contains(uses, use => use.To.DeclaringType == typeof(System.Text.Json.Nodes.JsonNode));
        Assert.Empty(uses.Where(use => IsImpure(use.To)).Select(use => $"{use.From.Name}: {use.To.DeclaringType?.Name}.{use.To.Name}").Distinct());
    }

    [Fact]
    public void Core_refers_to_no_package_and_no_project()
    {
        var project = File.ReadAllText(RepositoryRoot.Of("build", "Sagaz.Core", "Sagaz.Core.csproj"));

        Assert.DoesNotContain("Reference", project, StringComparison.Ordinal);
        Assert.All(typeof(ClusterTopology).Assembly.GetReferencedAssemblies(), reference => Assert.StartsWith("System.", reference.Name, StringComparison.Ordinal));
    }

    private static bool IsImpure(MemberInfo member)
    {
        var type = member as Type ?? member.DeclaringType!;
        return ImpureNamespaces.Any(name => type.Namespace == name || type.Namespace?.StartsWith(name + ".", StringComparison.Ordinal) == true)
            || (type.Namespace == "System.IO" && !PureIO.Contains(type.Name))
            || (type == typeof(Environment) && member is MethodBase && !PureEnvironment.Contains(member.Name))
            || ImpureTypes.Contains(type.FullName)
            || ImpureMembers.Contains($"{type.FullName}.{member.Name}");
    }
}
