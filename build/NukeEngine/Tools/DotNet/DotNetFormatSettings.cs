using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

/// <summary>The arguments of <c>dotnet format</c>.</summary>
public class DotNetFormatSettings : ToolOptions
{
    /// <summary>The project or solution. Default: the one in the folder.</summary>
    public string Project => Value<string>(nameof(Project));

    /// <summary>Whether restoring is left out. Default: false.</summary>
    public bool? NoRestore => Value<bool?>(nameof(NoRestore));

    /// <summary>Whether a file in need of change is an error and stays as it is. Default: false.</summary>
    public bool? VerifyNoChanges => Value<bool?>(nameof(VerifyNoChanges));

    internal override IEnumerable<string> Arguments => new ArgumentList("format")
        .Text(null, Project)
        .Switch("--no-restore", NoRestore)
        .Switch("--verify-no-changes", VerifyNoChanges);
}
