using System.Reflection;
using Nuke.Common.Execution;
using Nuke.Common.IO;
using Nuke.Common.ValueInjection;

namespace Nuke.Common.ProjectModel;

/// <summary>Fills a member with the solution that the parameter of its name says, or a given one.</summary>
public class SolutionAttribute : ParameterAttribute
{
    private readonly string relativePath;

    /// <summary>Takes the solution from the parameter of the member's name.</summary>
    public SolutionAttribute()
        : this(null)
    {
    }

    /// <summary>Takes the solution at a path from the root.</summary>
    public SolutionAttribute(string relativePath)
        : base("Path to a solution file that is automatically loaded")
    {
        this.relativePath = relativePath;
    }

    /// <inheritdoc/>
    public override bool List { get; set; }

    /// <inheritdoc/>
    public override object GetValue(MemberInfo member, object instance)
    {
        var path = relativePath is not null
            ? NukeBuild.RootDirectory / relativePath
            : Session.Current.Parameters.Get<AbsolutePath>(ParameterName.Of(member));
        Assert.True(path is not null, $"No solution file defined for '{member.Name}'");
        return path.ReadSolution();
    }
}
