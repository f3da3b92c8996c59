using System.Xml;
using System.Xml.Linq;

namespace Nuke.Common.ProjectModel;

/// <summary>Reads .slnx files.</summary>
internal static class SolutionFile
{
    /// <exception cref="InvalidOperationException">The file is not in the .slnx form.</exception>
    public static List<Project> Projects(Solution solution)
    {
        if (solution.Path.Extension != ".slnx")
            Assert.Fail($"Solution '{solution.Path}' is not in the .slnx form; 'dotnet sln migrate' makes it one.");

        try
        {
            return [.. XDocument.Load(solution.Path).Descendants("Project")
                .Attributes("Path")
                .Select(x => new Project(x.Value.Replace('\\', '/'), solution))];
        }
        catch (XmlException exception)
        {
            throw new InvalidOperationException($"Solution '{solution.Path}' is malformed: {exception.Message}", exception);
        }
    }
}
