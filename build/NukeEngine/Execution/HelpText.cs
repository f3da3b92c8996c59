using System.Reflection;
using System.Text;
using Nuke.Common.ValueInjection;

namespace Nuke.Common.Execution;

/// <summary>What <c>--help</c> prints: targets with their direct dependencies, then parameters.</summary>
internal static class HelpText
{
    private const int Margin = 90;

    public static int Show(Session session, NukeBuild build)
    {
        session.Host.Write(ConsoleTone.Debug, Targets(build));
        session.Host.Write(ConsoleTone.Debug, Parameters(build, Console.IsOutputRedirected ? Margin : Console.BufferWidth));
        return 0;
    }

    internal static string Targets(NukeBuild build)
    {
        var width = Math.Max(build.ExecutableTargets.Max(x => x.Name.Length), 20);
        var text = new StringBuilder("Targets (with their direct dependencies):").AppendLine().AppendLine();
        foreach (var target in build.ExecutableTargets.Where(x => x.Listed))
        {
            var name = target.Name + (target.IsDefault ? " (default)" : string.Empty);
            var dependencies = target.ExecutionDependencies.Count == 0
                ? string.Empty
                : " -> " + string.Join(", ", target.ExecutionDependencies.Select(x => x.Name));
            text.Append("  ").Append(name.PadRight(width)).AppendLine(dependencies);
            if (!string.IsNullOrWhiteSpace(target.Description))
                text.Append("    ").AppendLine(target.Description);
        }

        return text.ToString();
    }

    internal static string Parameters(NukeBuild build, int consoleWidth)
    {
        var parameters = InjectedMembers.Parameters(build.GetType())
            .Where(x => ParameterName.Attribute(x).List)
            .OrderBy(ParameterName.Of)
            .ToLookup(x => x.DeclaringType == typeof(NukeBuild));
        var width = Math.Max(parameters.SelectMany(x => x).Max(x => ParameterName.Dashed(x).Length), 16);
        var text = new StringBuilder("Parameters:").AppendLine();
        if (parameters[false].Any())
            text.AppendLine();
        foreach (var parameter in parameters[false])
            Append(text, parameter);
        text.AppendLine();
        foreach (var parameter in parameters[true])
            Append(text, parameter);
        return text.ToString();

        void Append(StringBuilder text, MemberInfo parameter)
        {
            var lines = Wrap(Description(build, parameter), width + 6, Math.Min(consoleWidth, Margin + 1));
            text.Append("  --").Append(ParameterName.Dashed(parameter).PadRight(width)).Append("   ").AppendLine(lines[0]);
            foreach (var line in lines.Skip(1))
                text.Append(' ', width + 7).AppendLine(line);
        }
    }

    private static string Description(NukeBuild build, MemberInfo parameter)
    {
        var defaults = string.Join(", ", build.ExecutableTargets.Where(x => x.IsDefault).Select(x => x.Name));
        var description = ParameterName.Attribute(parameter).Description;
        return description is null
            ? "<no description>"
            : description.Replace("{default_target}", defaults.Length > 0 ? defaults : "<none>", StringComparison.Ordinal)
                .TrimEnd('.') + ".";
    }

    private static List<string> Wrap(string text, int indent, int width)
    {
        var lines = new List<string> { string.Empty };
        foreach (var word in text.Split(' '))
        {
            if (lines[^1].Length > 0 && indent + 1 + lines[^1].Length + word.Length >= width)
                lines.Add(string.Empty);
            lines[^1] += lines[^1].Length > 0 ? " " + word : word;
        }

        return lines;
    }
}
